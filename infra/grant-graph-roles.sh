#!/usr/bin/env bash
# Grants application permissions of Microsoft Graph to a managed identity (or any service principal), with the Azure CLI alone.
#
#   infra/grant-graph-roles.sh <object id of the identity> [permission …]
#
# Without a permission: SecurityAnalyzedMessage.ReadWrite.All, which is all that a policy with people by name needs
# (docs/permissions.md says what each further one is for). What it has already stays and is not granted twice; nothing is taken away.
# Whoever runs it is Privileged Role Administrator (or Global Administrator), signed in with `az login`.
set -euo pipefail

readonly graph_app=00000003-0000-0000-c000-000000000000
readonly graph_url=https://graph.microsoft.com/v1.0

principal=${1:-}
if [[ ! $principal =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]]; then
  echo "usage: $0 <object id of the identity> [permission …]" >&2
  echo "       for example: $0 \"\$IDENTITY_PRINCIPAL_ID\" SecurityAnalyzedMessage.ReadWrite.All GroupMember.Read.All" >&2
  exit 64
fi
shift
[[ $# -gt 0 ]] || set -- SecurityAnalyzedMessage.ReadWrite.All

graph=$(az ad sp show --id "$graph_app" --query id --output tsv)
held=$("$(dirname "${BASH_SOURCE[0]}")/held-app-roles.sh" "$principal" "$graph")

for permission in "$@"; do
  if [[ ! $permission =~ ^[A-Za-z.-]+$ ]]; then
    echo "Not the name of a permission: $permission" >&2
    exit 64
  fi
  role=$(az ad sp show --id "$graph" \
    --query "appRoles[?value=='$permission' && contains(allowedMemberTypes, 'Application')].id | [0]" --output tsv)
  if [[ -z $role ]]; then
    echo "Microsoft Graph has no application permission called $permission." >&2
    exit 65
  fi
  if grep -qixF "$role" <<<"$held"; then
    echo "has it already: $permission"
    continue
  fi
  az rest --method POST --url "$graph_url/servicePrincipals/$principal/appRoleAssignments" --output none \
    --body "{\"principalId\":\"$principal\",\"resourceId\":\"$graph\",\"appRoleId\":\"$role\"}"
  echo "granted: $permission"
done

#!/usr/bin/env bash
# Lets an identity (the playbook of infra/sentinel, a Function, a Logic App) push alerts: grants it the app role Alerts.Push.
#
#   infra/grant-alerts-push.sh <object id of the identity> <ALERTS_AUDIENCE>
#
# Prints the entry of ALERTS_CLIENTS for it, to which you give the name that the source is to have. Run again, it changes nothing.
# Whoever runs it is Application Administrator, signed in with `az login`.
set -euo pipefail

readonly guid='^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
readonly graph_url=https://graph.microsoft.com/v1.0

principal=${1:-}
app=${2:-}
if [[ ! $principal =~ $guid || ! $app =~ $guid ]]; then
  echo "usage: $0 <object id of the identity> <ALERTS_AUDIENCE>" >&2
  exit 64
fi

api=$(az ad sp list --filter "appId eq '$app'" --query '[0].id' --output tsv)
role=
if [[ -n $api ]]; then
  role=$(az ad sp show --id "$api" --query "appRoles[?value=='Alerts.Push'].id | [0]" --output tsv)
fi
if [[ -z $role ]]; then
  echo "The app $app has no role Alerts.Push: run infra/create-alerts-api.sh first." >&2
  exit 65
fi
held=$("$(dirname "${BASH_SOURCE[0]}")/held-app-roles.sh" "$principal" "$api")
if grep -qixF "$role" <<<"$held"; then
  echo "has it already: Alerts.Push" >&2
else
  az rest --method POST --url "$graph_url/servicePrincipals/$principal/appRoleAssignments" --output none \
    --body "{\"principalId\":\"$principal\",\"resourceId\":\"$api\",\"appRoleId\":\"$role\"}"
  echo "granted: Alerts.Push" >&2
fi
echo "ALERTS_CLIENTS=$(az ad sp show --id "$principal" --query appId --output tsv)=sentinel"

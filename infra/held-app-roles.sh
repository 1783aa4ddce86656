#!/usr/bin/env bash
# Prints the ids of the app roles that an identity holds of an app; the other scripts here ask it.
#
#   infra/held-app-roles.sh <object id of the identity> <object id of the app's service principal>
#
# An identity that was made a moment ago is not known everywhere in Entra yet (404): it is asked for again, for a minute.
set -euo pipefail

readonly graph_url=https://graph.microsoft.com/v1.0

principal=$1
resource=$2
said=$(mktemp)
trap 'rm -f "$said"' EXIT

for tries_left in 6 5 4 3 2 1 0; do
  if held=$(az rest --method GET --url "$graph_url/servicePrincipals/$principal/appRoleAssignments?\$top=999" \
    --query "value[?resourceId=='$resource'].appRoleId" --output tsv 2>"$said"); then
    cat "$said" >&2
    printf '%s\n' "$held"
    exit 0
  fi
  if [[ $tries_left == 0 ]] || ! grep -q ResourceNotFound "$said"; then
    cat "$said" >&2
    exit 1
  fi
  echo "Entra does not know $principal yet; asking again in ten seconds." >&2
  sleep 10
done

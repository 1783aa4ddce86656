#!/usr/bin/env bash
# Makes the app registration that Entra tokens of alert sources are for, with the app role Alerts.Push (once a tenant).
#
#   infra/create-alerts-api.sh [name]
#
# Prints ALERTS_AUDIENCE (what the token says) and the audience that a caller asks for (what the playbook is given).
# They differ: a v2.0 token always names the client id, however the caller named the app. Run again, it changes nothing;
# where the app is there already, what it lacks is added, and its other roles and URIs stay.
# Whoever runs it is Application Administrator, signed in with `az login`.
set -euo pipefail

readonly name=${1:-Countersign alerts}
readonly role_id=7c1d2f5e-8a54-4d0b-9f3e-2b6a1c0d9e47
readonly graph_url=https://graph.microsoft.com/v1.0

quote="'"
app=$(az ad app list --filter "displayName eq '${name//$quote/$quote$quote}'" --query '[0].appId' --output tsv)
if [[ -z $app ]]; then
  app=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query appId --output tsv)
fi

patch() { # patch <collection/id> <property> <its JSON>
  az rest --method PATCH --url "$graph_url/$1" --headers Content-Type=application/json --output none --body "{\"$2\": $3}"
}
# Graph replaces a list as a whole, so what stands in it is sent again.
with_also() { # with_also <JSON array> <JSON of one more>
  if [[ $1 == *[![:space:]\[\]]* ]]; then printf '%s' "${1%]*}, $2]"; else printf '[%s]' "$2"; fi
}

object=$(az ad app show --id "$app" --query id --output tsv)
uris=$(az ad app show --id "$app" --query identifierUris --output json)
if [[ $uris != *"\"api://$app\""* ]]; then
  patch "applications/$object" identifierUris "$(with_also "$uris" "\"api://$app\"")"
fi
version=$(az ad app show --id "$app" --query api.requestedAccessTokenVersion --output tsv)
if [[ $version != 2 ]]; then
  patch "applications/$object" api '{"requestedAccessTokenVersion": 2}'
fi
# Named one by one: what else Graph tells of a role (origin) it does not take back.
roles=$(az ad app show --id "$app" --output json --query 'appRoles[].{id: id, value: value, displayName: displayName,
  description: description, allowedMemberTypes: allowedMemberTypes, isEnabled: isEnabled}')
if [[ $roles != *'"value": "Alerts.Push"'* ]]; then
  patch "applications/$object" appRoles "$(with_also "$roles" "{
    \"id\": \"$role_id\",
    \"value\": \"Alerts.Push\",
    \"displayName\": \"Push alerts\",
    \"description\": \"Push alerts to Countersign\",
    \"allowedMemberTypes\": [\"Application\"],
    \"isEnabled\": true
  }")"
fi

principal=$(az ad sp list --filter "appId eq '$app'" --query '[0].id' --output tsv)
if [[ -z $principal ]]; then
  principal=$(az ad sp create --id "$app" --query id --output tsv)
fi
# Without the role, Entra itself then refuses the token.
required=$(az ad sp show --id "$principal" --query appRoleAssignmentRequired --output tsv)
if [[ $required != [Tt]rue ]]; then
  patch "servicePrincipals/$principal" appRoleAssignmentRequired true
fi

echo "ALERTS_AUDIENCE=$app"
echo "audience=api://$app"

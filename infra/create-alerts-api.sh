#!/usr/bin/env bash
# Makes the app registration that Entra tokens of alert sources are for, with the app role Alerts.Push (once a tenant).
#
#   infra/create-alerts-api.sh [name]
#
# Prints ALERTS_AUDIENCE (what the token says) and the audience that a caller asks for (what the playbook is given).
# They differ: a v2.0 token always names the client id, however the caller named the app. Run again, it changes nothing.
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

object=$(az ad app show --id "$app" --query id --output tsv)
az rest --method PATCH --url "$graph_url/applications/$object" --headers Content-Type=application/json --output none --body "{
  \"identifierUris\": [\"api://$app\"],
  \"api\": {\"requestedAccessTokenVersion\": 2},
  \"appRoles\": [{
    \"id\": \"$role_id\",
    \"value\": \"Alerts.Push\",
    \"displayName\": \"Push alerts\",
    \"description\": \"Push alerts to Countersign\",
    \"allowedMemberTypes\": [\"Application\"],
    \"isEnabled\": true
  }]
}"

principal=$(az ad sp list --filter "appId eq '$app'" --query '[0].id' --output tsv)
if [[ -z $principal ]]; then
  principal=$(az ad sp create --id "$app" --query id --output tsv)
fi
# Without the role, Entra itself then refuses the token.
az rest --method PATCH --url "$graph_url/servicePrincipals/$principal" --headers Content-Type=application/json --output none \
  --body '{"appRoleAssignmentRequired": true}'

echo "ALERTS_AUDIENCE=$app"
echo "audience=api://$app"

#!/usr/bin/env bash
# A stand-in for the Azure CLI: keeps what the scripts of infra/ ask for in the folder $AZ, and answers as Entra would.
set -euo pipefail
printf '%s\n' "$*" >>"$AZ/calls"
value() { # value --name "$@": what follows --name
  local name=$1
  shift
  while [[ $# -gt 0 && $1 != "$name" ]]; do shift; done
  printf %s "${2:-}"
}
url=$(value --url "$@")
body=$(value --body "$@")
query=$(value --query "$@")
case "$1 $2 ${3:-}" in
  'ad sp show')
    case "$query" in
      id) echo 11111111-1111-4111-8111-111111111111 ;;
      appRoleAssignmentRequired) cat "$AZ/appRoleAssignmentRequired" 2>/dev/null || echo false ;;
      appId) echo 99999999-9999-4999-8999-999999999999 ;;
      *SecurityAnalyzedMessage.ReadWrite.All*) echo aaaaaaaa-0000-4000-8000-000000000001 ;;
      *GroupMember.Read.All*) echo aaaaaaaa-0000-4000-8000-000000000002 ;;
      *Alerts.Push*) cat "$AZ/alerts-role" 2>/dev/null || true ;;
    esac
    ;;
  'ad sp list' | 'ad app list') cat "$AZ/$2" 2>/dev/null || true ;;
  'ad sp create' | 'ad app create')
    echo 22222222-2222-4222-8222-222222222222 >"$AZ/$2"
    cat "$AZ/$2"
    ;;
  'ad app show')
    case "$query" in
      id) echo 33333333-3333-4333-8333-333333333333 ;;
      api.*) grep -o '[0-9]' "$AZ/api" 2>/dev/null || true ;;
      # As the CLI prints JSON: a space behind every colon.
      identifierUris | appRoles*) cat "$AZ/${query%%\[*}" 2>/dev/null || echo '[]' ;;
    esac
    ;;
  'rest --method GET')
    if [[ -s $AZ/unknown ]]; then
      sed -i.before 1d "$AZ/unknown"
      echo 'ERROR: Not Found({"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist"}})' >&2
      exit 1
    fi
    cat "$AZ/held" 2>/dev/null || true
    ;;
  'rest --method POST') sed -E 's/.*"appRoleId":"([^"]*)".*/\1/' <<<"$body" >>"$AZ/held" ;;
  'rest --method PATCH') # The value of the one property, kept under its name.
    property=${body#*\"}
    value=${body#*: }
    echo "$url ${property%%\"*}" >>"$AZ/patched"
    printf '%s\n' "${value%\}}" >"$AZ/${property%%\"*}"
    ;;
  *) exit 99 ;;
esac

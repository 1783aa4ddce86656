/** Is this of the policy, which has a check of its own, among what has no effect? */
export function isOfPolicy(name: string): boolean {
  return name.startsWith('POLICY_FILE');
}

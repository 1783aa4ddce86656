/** A Markdown table: it reads as well in a terminal, and can be put into the README as it is. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = heads.map((_, column) => (column === 0 || heads[column] === 'aim' ? '---' : '---:'));
  const table = [heads, line, ...rows];
  const widths = heads.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
    .join('\n');
}

/** Not a number: the system keeps no /proc, or it was not measured. */
export function shown(value: number, digits: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits);
}

/** As in package.json, which a spec holds it to: what runs from `dist/` has none beside it. */
export const version = '0.1.0';

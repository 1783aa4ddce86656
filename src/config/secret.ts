/** A value that must not be printed: JSON, templates and inspection show a placeholder. */
export interface Secret {
  reveal(): string;
}

const placeholder = '[secret]';

export function keepSecret(value: string): Secret {
  const secret = {
    reveal: () => value,
    toJSON: () => placeholder,
    toString: () => placeholder,
  };
  return Object.freeze(secret);
}

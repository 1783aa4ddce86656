/** What a Bicep file holds, after parsing. */
export type Expression =
  | { readonly kind: 'string'; readonly chunks: readonly string[]; readonly inner: readonly Expression[] }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string; readonly line: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly line: number }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string; readonly line: number }
  | { readonly kind: 'operation'; readonly operands: readonly Expression[] }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly Entry[]; readonly nested: readonly Declaration[] }
  | { readonly kind: 'for'; readonly item: string; readonly list: Expression; readonly body: Expression };

export interface Entry {
  readonly key: Expression;
  readonly value: Expression;
  readonly line: number;
}

export interface Decorator {
  readonly name: string;
  readonly args: readonly Expression[];
}

interface Declared {
  readonly name: string;
  readonly line: number;
  readonly decorators: readonly Decorator[];
}

export type Param = Declared & { readonly kind: 'param'; readonly type: string; readonly initial?: Expression };
export type Resource = Declared & {
  readonly kind: 'resource';
  /** `Microsoft.X/y@2025-01-01`, or only `y` for a child that stands inside its parent. */
  readonly type: string;
  readonly existing: boolean;
  readonly condition?: Expression;
  readonly body: Expression;
};
export type Module = Declared & {
  readonly kind: 'module';
  readonly path: string;
  readonly condition?: Expression;
  readonly body: Expression;
};
export type Declaration =
  | Param
  | Resource
  | Module
  | (Declared & { readonly kind: 'var'; readonly value: Expression })
  | (Declared & { readonly kind: 'output'; readonly type: string; readonly value: Expression })
  | (Declared & { readonly kind: 'targetScope'; readonly value: Expression });

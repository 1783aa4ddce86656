/**
 * As much of a document as Microsoft's card renderer touches: it builds a tree, which is read back as HTML.
 * No layout, no events, no parsing: markup that the renderer assigns stays markup, and text is escaped, so
 * what would be a link or bold in a browser shows as a tag here.
 */
class TinyElement {
  readonly tagName: string;
  readonly style: Record<string, unknown> = {
    setProperty: (name: string, value: string) => Object.assign(this.style, { [name]: value }),
    removeProperty: (name: string) => Reflect.deleteProperty(this.style, name),
  };
  readonly children: TinyElement[] = [];
  readonly attributes = new Map<string, string>();
  readonly classNames = new Set<string>();
  parentElement: TinyElement | null = null;
  markup = '';
  /** Of an option. */
  selected = false;
  private ownValue = '';

  constructor(tagName: string) {
    this.tagName = tagName.toUpperCase();
  }
  get classList() {
    const names = this.classNames;
    return {
      add: (name: string) => names.add(name),
      remove: (name: string) => names.delete(name),
      contains: (name: string) => names.has(name),
    };
  }
  get selectedIndex() {
    return this.children.findLastIndex((option) => option.selected || option.attributes.has('selected'));
  }
  get value(): string {
    return this.tagName === 'SELECT' ? (this.children[this.selectedIndex]?.value ?? '') : this.ownValue;
  }
  set value(value: string) {
    this.ownValue = value;
  }
  get parentNode() {
    return this.parentElement;
  }
  get firstElementChild(): TinyElement | null {
    return this.children[0] ?? null;
  }
  get lastElementChild(): TinyElement | null {
    return this.children.at(-1) ?? null;
  }
  get firstChild(): TinyElement | null {
    return this.firstElementChild;
  }
  set innerHTML(html: string) {
    this.children.length = 0;
    this.markup = html;
  }
  get innerHTML() {
    return this.markup + this.children.map((child) => child.outerHTML).join('');
  }
  set innerText(text: string) {
    this.innerHTML = escaped(text);
  }
  set textContent(text: string) {
    this.innerHTML = escaped(text);
  }
  get outerHTML(): string {
    const tag = this.tagName.toLowerCase();
    const styles = Object.entries(this.style).filter(([, value]) => typeof value === 'string' && value !== '');
    const style = styles.map(([name, value]) => `${name}:${value}`).join(';');
    const attributes = [...this.attributes, ...(style ? [['style', style] as const] : [])];
    return `<${tag}${attributes.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')}>${this.innerHTML}</${tag}>`;
  }
  appendChild(child: TinyElement) {
    child.parentElement = this;
    this.children.push(child);
    return child;
  }
  insertBefore(child: TinyElement, before: TinyElement | null) {
    child.parentElement = this;
    this.children.splice(before ? this.children.indexOf(before) : this.children.length, 0, child);
    return child;
  }
  removeChild(child: TinyElement) {
    this.children.splice(this.children.indexOf(child), 1);
    return child;
  }
  remove() {
    this.parentElement?.removeChild(this);
  }
  setAttribute(name: string, value: string) {
    this.attributes.set(name, String(value));
  }
  getAttribute(name: string) {
    return this.attributes.get(name) ?? null;
  }
  removeAttribute(name: string) {
    this.attributes.delete(name);
  }
  getElementsByTagName(name: string): TinyElement[] {
    const tag = name.toUpperCase();
    return this.children.flatMap((child) => [
      ...(child.tagName === tag ? [child] : []),
      ...child.getElementsByTagName(name),
    ]);
  }
  contains(other: TinyElement): boolean {
    return this === other || this.children.some((child) => child.contains(other));
  }
  addEventListener() {}
  focus() {}
  getBoundingClientRect() {
    return { width: 0, height: 0 };
  }
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

const names = ['document', 'window', 'HTMLElement', 'HTMLInputElement', 'HTMLSelectElement', 'HTMLButtonElement'];

/** Runs with the document as a global, the way the renderer looks for it, and puts everything back. */
export function withTinyDocument<T>(run: () => T): T {
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  const document = {
    createElement: (tag: string) => new TinyElement(tag),
    getElementById: () => null,
    documentElement: new TinyElement('html'),
    body: new TinyElement('body'),
  };
  const window = { innerWidth: 400, innerHeight: 800, addEventListener: () => undefined };
  const globals = [document, window, TinyElement, TinyElement, TinyElement, TinyElement];
  names.forEach((name, index) => {
    Object.defineProperty(globalThis, name, { value: globals[index], configurable: true, writable: true });
  });
  try {
    return run();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}

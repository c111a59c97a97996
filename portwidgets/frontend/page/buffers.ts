/** Binary values in a widget's state: they travel beside its JSON, with the paths they belong to. */

export type Path = readonly (string | number)[];
type Tree = Record<string | number, unknown>;

/** Put `buffers` where `paths` say, in place. */
export function putBuffers(state: Tree, paths: readonly Path[], buffers: readonly unknown[]): void {
  paths.forEach((path, index) => {
    let holder: Tree = state;
    for (const step of path.slice(0, -1)) holder = holder[step] as Tree;
    const last = path[path.length - 1];
    if (last !== undefined) holder[last] = buffers[index];
  });
}

/** Return `state` without its binary values, and these with their paths. */
export function takeBuffers(state: Tree): {
  state: Tree;
  paths: Path[];
  buffers: ArrayBufferView[];
} {
  const paths: Path[] = [];
  const buffers: ArrayBufferView[] = [];
  const without = (value: unknown, path: Path): unknown => {
    const binary = asView(value);
    if (binary) {
      paths.push(path);
      buffers.push(binary);
      return null;
    }
    if (Array.isArray(value)) return value.map((each, index) => without(each, [...path, index]));
    if (!isPlain(value)) return value;
    const kept = Object.entries(value).map(([key, each]) => [key, without(each, [...path, key])]);
    return Object.fromEntries(kept);
  };
  return { state: without(state, []) as Tree, paths, buffers };
}

/** Whether two values of a state are alike, binary ones byte by byte. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  const [bytes, others] = [asView(one), asView(other)];
  if (bytes || others) return bytes !== null && others !== null && areSameBytes(bytes, others);
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [tree, another] = [one as Tree, other as Tree];
  const keys = Object.keys(tree);
  const isAsLong = keys.length === Object.keys(another).length;
  return isAsLong && keys.every((key) => key in another && isSame(tree[key], another[key]));
}

export function fromBase64(data: string): DataView {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return new DataView(bytes.buffer);
}

function asView(value: unknown): ArrayBufferView | null {
  if (ArrayBuffer.isView(value)) return value;
  return value instanceof ArrayBuffer ? new DataView(value) : null;
}

function areSameBytes(one: ArrayBufferView, other: ArrayBufferView): boolean {
  const bytes = (view: ArrayBufferView): Uint8Array =>
    new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const others = bytes(other);
  return one.byteLength === other.byteLength && bytes(one).every((each, i) => each === others[i]);
}

function isPlain(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

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

export function fromBase64(data: string): DataView {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return new DataView(bytes.buffer);
}

function asView(value: unknown): ArrayBufferView | null {
  if (ArrayBuffer.isView(value)) return value;
  return value instanceof ArrayBuffer ? new DataView(value) : null;
}

function isPlain(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

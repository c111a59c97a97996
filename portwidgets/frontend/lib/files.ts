/** Hands a file from Python to the person. */

/** Let the browser save `content` under `name`. */
export function saveFile(content: DataView, name: string, type: string): void {
  // A copy: the view may look into a whole websocket message.
  const bytes = new Uint8Array(content.byteLength);
  bytes.set(new Uint8Array(content.buffer, content.byteOffset, content.byteLength));
  saveBlob(new Blob([bytes], { type }), name);
}

/** Let the browser save a blob under `name`. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

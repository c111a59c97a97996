/** Files that a person drops: where they fall, and how they reach the widget that reads them. */

// Each widget may be a module of its own; what one hands to the other lives with the page.
const page = globalThis as unknown as Record<symbol, File[] | undefined>;
const HANDED = Symbol.for("portwidgets.dropped");

/** Call `take` with the files dropped on the element; it is marked while some hang over it. */
export function takeDrops(element: HTMLElement, take: (files: File[]) => void): () => void {
  const ending = new AbortController();
  const on = (name: string, act: (event: DragEvent) => void): void =>
    element.addEventListener(name, (event) => hasFiles(event as DragEvent) && act(event as DragEvent), {
      signal: ending.signal,
    });
  const mark = (over: boolean): void => void element.classList.toggle("pw-dropping", over);
  on("dragover", (event) => {
    event.preventDefault(); // else the browser opens the file in place of the page
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    mark(true);
  });
  on("dragleave", (event) => {
    if (!element.contains(event.relatedTarget as Node | null)) mark(false);
  });
  on("drop", (event) => {
    event.preventDefault();
    mark(false);
    take([...(event.dataTransfer?.files ?? [])]);
  });
  return () => ending.abort();
}

/** Keep files for the widget that is about to be shown. */
export function handOver(files: File[]): void {
  page[HANDED] = files;
}

/** Take the files that were kept; none where nobody dropped any. */
export function takeHanded(): File[] {
  const files = page[HANDED] ?? [];
  page[HANDED] = undefined;
  return files;
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

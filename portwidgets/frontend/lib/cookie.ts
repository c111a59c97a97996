/** What the server should know of a person's choices when it makes the next page. */

const A_YEAR = 365 * 24 * 3600;

export function tellServer(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${A_YEAR}; samesite=lax`;
}

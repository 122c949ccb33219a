// The map file: fetched once a page load, however often the map is drawn.

const BASE = new URL("../../../", import.meta.url); // the app's root, behind any base path
const PATIENCE = 30000; // milliseconds
const files = new Map(); // address -> promise of its contents

export function shapes(url, again = false) {
  if (again || !files.has(url)) files.set(url, fetched(url, again));
  return files.get(url);
}

async function fetched(url, again) {
  try {
    const reply = await fetch(new URL(url, BASE), {
      cache: again ? "reload" : "default",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!reply.ok) throw new Error(`${reply.status}`);
    return await reply.json();
  } catch (error) {
    files.delete(url); // a failure is not remembered
    throw error;
  }
}

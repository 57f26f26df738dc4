/** How much of a file has arrived; `totalBytes` is null when the server did not say. */
export interface Progress {
  loadedBytes: number;
  totalBytes: number | null;
}

/** Fetches a whole file with progress; throws on any response but success. */
export async function fetchBytes(
  url: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress?: (progress: Progress) => void },
): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body)
    throw new Error(`The file store answered with HTTP ${response.status}.`);
  const announced = Number(response.headers.get('content-length'));
  const totalBytes = announced > 0 ? announced : null;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let loadedBytes = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    loadedBytes += next.value.byteLength;
    onProgress?.({ loadedBytes, totalBytes });
  }
  return new Blob(chunks).arrayBuffer();
}

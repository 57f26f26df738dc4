import { useEffect, useState } from 'react';
import { readPyramid, type TilePyramid } from './tile-pyramid.ts';

/** The Deep Zoom image behind a link, once loaded; undefined without a link. */
export function usePyramid(link: string | null): TilePyramid | undefined {
  const [found, setFound] = useState<{ link: string; pyramid: TilePyramid | undefined }>();
  useEffect(() => {
    if (link === null) return;
    const leaving = new AbortController();
    fetchDescriptor(link, leaving.signal)
      .then((descriptor) => setFound({ link, pyramid: readPyramid(descriptor, link) }))
      // The thumbnail is still shown, only coarser.
      .catch(() => {});
    return () => leaving.abort();
  }, [link]);
  return found && found.link === link ? found.pyramid : undefined;
}

async function fetchDescriptor(link: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(link, { signal });
  if (!response.ok) throw new Error(`HTTP ${response.status} for the tiles of a photo`);
  return response.text();
}

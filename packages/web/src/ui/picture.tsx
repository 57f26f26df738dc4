import { useState } from 'react';

/**
 * A picture behind a short-lived link: the first link is kept while it works, so that new links for the same picture
 * do not reload it. Give it the `key` of the photo.
 */
export function Picture({ src, alt, className }: { src: string; alt: string; className?: string }) {
  const [shown, setShown] = useState(src);
  const tryNewest = () => {
    if (shown !== src) setShown(src);
  };
  return (
    <img className={className} src={shown} alt={alt} loading="lazy" decoding="async" onError={tryNewest} />
  );
}

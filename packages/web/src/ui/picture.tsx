import { useState } from 'react';

/**
 * A picture behind a short-lived link: the first link serves as long as it can, so that fresh links for the
 * same picture do not load it again. Give it the `key` of the photo.
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

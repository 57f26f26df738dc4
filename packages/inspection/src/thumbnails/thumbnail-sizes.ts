/** Longer sides of the thumbnails, in pixels. */
export const THUMBNAIL_SIZES = [256, 1024] as const;

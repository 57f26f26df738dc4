/** Longer sides of the thumbnails, in pixels. */
export const thumbnailSizes = [256, 1024] as const;

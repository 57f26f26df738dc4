export { downloadFiles, type FileDownload } from './download-files.ts';
export { type FoundPhotos, findPhotos } from './find-photos.ts';
export { type FilePhoto, nodePlatform } from './node-platform.ts';

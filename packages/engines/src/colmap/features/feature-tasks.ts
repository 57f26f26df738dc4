/** Tasks of the database thread. */
export interface FeatureTasks {
  /** Removes all photos but these from COLMAP's database; throws if it is damaged. */
  keepOnlyPhotos: { input: { database: string; fileNames: string[] }; output: { photos: number } };
}

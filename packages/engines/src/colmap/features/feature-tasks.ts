/** What the thread of the database can be asked to do. */
export interface FeatureTasks {
  /** Removes all photos but these from COLMAP's database; throws where it is damaged. */
  keepOnlyPhotos: { input: { database: string; fileNames: string[] }; output: { photos: number } };
}

/** What an error code means, for people. */
export interface ErrorText {
  /** What has happened. */
  description: string;
  /** What to do about it. */
  solution: string;
}

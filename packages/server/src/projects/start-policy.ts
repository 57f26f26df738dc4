/** When a reconstruction that waits for its photos begins. Without a condition: once every photo is settled. */
export interface StartPolicy {
  /** As soon as this share of all photos is Ready, 0 to 100. */
  minReadyPercent?: number;
  /** At this moment, as ISO 8601, with the photos that are Ready then. */
  startAt?: string;
}

/** A position that was not used, or only its latitude and longitude. */
export interface RejectedPosition {
  fileName: string;
  reason: 'outlier' | 'altitude';
  /** How far it is from the camera. */
  metres: number;
}

/** How well the positions of the photos fit the model. */
export interface PlacementReport {
  /** Positions that were used. */
  used: number;
  rejected: RejectedPosition[];
  /** Root mean square of the used residuals, in metres. */
  rmse: { east: number; north: number; up: number };
  /** Positions farther off are outliers. */
  toleranceMetres: number;
}

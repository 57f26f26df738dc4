/** Of this program, as its packages and its API tell it. */
export const PROGRAM_VERSION = '0.1.0';

/** Version of this program, as in its packages and its API. */
export const PROGRAM_VERSION = '0.1.0';

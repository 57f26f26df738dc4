/** Of this program, as it calls itself and as manifests tell it. */
export const VERSION = '0.1.0';

/** Bytes that are no such message, in a sentence. Never leaves this folder. */
export class Malformed extends Error {}

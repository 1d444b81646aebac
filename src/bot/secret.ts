/** Notices credentials in what people send, so that they are neither stored nor repeated. */

const SIGNS: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{12,}/,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/,
  /\bsig=[A-Za-z0-9%+/_-]{16,}/i,
  /\b(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/=]{16,}/i,
  /(?<![a-z])secret[\w-]{0,30}["']?(?:\s*[:=]|\s)\s*(?:is\s+)?["']?[A-Za-z0-9+/=_~.-]{24,}/i,
  /\beyJ[\w-]{10,2000}\.[\w-]{10,2000}/,
  /\b(?:password|passwd|pwd)\s*[:=]\s*\S+/i,
];

/** True when the text looks as if it holds an access key, a private key, a signed link, a token or a password. */
export function looksSecret(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text));
}

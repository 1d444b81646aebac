/** Notices credentials in text, so that they are neither stored nor repeated nor logged. */

const SIGNS: readonly RegExp[] = [
  // AWS: access keys by their prefix, secret keys and session tokens by what stands before them or how they begin.
  /\b(?:AKIA|ASIA)[0-9A-Z]{12,}/,
  /\b(?:FwoGZXIvYXdz|IQoJb3JpZ2lu)[A-Za-z0-9+/=]{20,}/,
  /\baws[\w-]{0,30}(?:secret|token|key)[\w-]{0,30}["']?\s*[:=]\s*["']?[A-Za-z0-9+/=]{30,}/i,
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/,
  // Azure: signed links and tokens, keys in connection strings, bare storage keys (64 bytes of Base64), client secrets.
  /\bsig=[A-Za-z0-9%+/_-]{16,}/i,
  /\bSharedAccessSignature\s*[= ]\s*sr=\S{8,}/i,
  /\b(?:AccountKey|SharedAccessKey|SharedSecret|PrimaryKey|SecondaryKey|storage\s?key)["']?\s*[:=]\s*["']?[A-Za-z0-9+/=]{16,}/i,
  /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{86}==(?![A-Za-z0-9+/=])/,
  /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/,
  /(?<![a-z])secret[\w-]{0,30}["']?(?:\s*[:=]|\s)\s*(?:is\s+)?["']?[A-Za-z0-9+/=_~.-]{24,}/i,
  // Tokens and passwords of any kind.
  /\beyJ[\w-]{10,2000}\.[\w-]{10,2000}(?:\.[\w-]{1,2000})?/,
  /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|xox[abprs]-[\w-]{10,})/,
  /\b(?:password|passwd|pwd)\s*[:=]\s*\S+/i,
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,200}:[^\s@/]{1,200}@/i,
];

/** True when the text looks as if it holds an access key, a private key, a signed link, a token or a password. */
export function looksSecret(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text));
}

const WHOLE: readonly RegExp[] = [/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,20000}?(?:-----END [A-Z0-9 ]{0,40}-----|$)/g, ...SIGNS.map((sign) => new RegExp(sign.source, `${sign.flags}g`))];

/** The text with every such part replaced by `***`; for logs, where a vendor's error message may repeat what it was sent. */
export function maskSecrets(text: string): string {
  return WHOLE.reduce((masked, sign) => masked.replace(sign, '***'), text);
}

/** Which addresses Ferry may post to: an activity names its own service address, so it must not be believed. */

const KNOWN = [/^smba\.trafficmanager\.net$/, /^([a-z0-9-]+\.)+botframework\.com$/, /^([a-z0-9-]+\.)+teams\.microsoft\.com$/];
const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])$/;

/** True for Teams' own hosts over https, written plainly; loopback only while nobody is authenticated anyway. */
export function isTrustedServiceUrl(serviceUrl: unknown, anonymous: boolean): serviceUrl is string {
  const url = typeof serviceUrl === 'string' && !/[?#@]/.test(serviceUrl) ? URL.parse(serviceUrl) : null;
  // What is written so that readers of addresses may differ over its host is nothing that Teams sends.
  if (url === null || (serviceUrl !== url.href && `${String(serviceUrl)}/` !== url.href)) return false;
  if (anonymous && LOOPBACK.test(url.hostname)) return true;
  return url.protocol === 'https:' && url.port === '' && KNOWN.some((host) => host.test(url.hostname));
}

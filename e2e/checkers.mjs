// What axe and the HTML checker find, for every test that asks.
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import axe from 'axe-core'

const vnu = String(createRequire(import.meta.url)('vnu-jar'))

/** WCAG 2.2 AA, and what axe holds to be good practice. */
export const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds on the page as it is. Its context needs scripts. */
export async function violations(page, tags = standards) {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, {
    runOnly: { type: 'tag', values }, resultTypes: ['violations'],
  }), tags)
  return violations.map(({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`)
}

/** Whether the page scrolls sideways. */
export const overflows = (page) => page.evaluate(() =>
  document.documentElement.scrollWidth > document.documentElement.clientWidth)

// Safari takes the list out of a list without markers, unless the role says it is one.
// Mail programs know attributes that browsers have given up.
const onPurpose = ({ message, url }) => /“list” role is unnecessary/.test(message)
  || url.endsWith('/one-mail-as-it-looks.html') && /“align” attribute on the “t[dh]” element is obsolete/.test(message)

/** What the HTML checker finds in the pages in a folder. */
export function check(folder) {
  return new Promise((resolve, reject) => {
    execFile('java', ['-Xss1m', '-jar', vnu, '--format', 'json', folder], { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      try {
        const { messages } = JSON.parse(stderr || stdout)
        resolve(messages.filter((m) => !onPurpose(m)).map((m) => `${m.url?.split('/').at(-1)}:${m.lastLine ?? ''} ${m.type}: ${m.message} ${m.extract ?? ''}`))
      } catch {
        reject(error ?? new Error(stderr))
      }
    })
  })
}

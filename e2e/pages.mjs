// Every page and every state of one that is checked and looked at. Each opens
// itself in a browser of its own, and may leave things in a cart.
import { launch, visit } from './browser.mjs'
import { accounts } from './pages_accounts.mjs'
import { backoffice } from './pages_backoffice.mjs'
import { storefront } from './pages_storefront.mjs'

export const pages = { ...storefront, ...accounts, ...backoffice }

/** Opens each page in turn and hands it to look, which may resize and recolour it. */
export async function eachPage(shop, look, { js = false, only = Object.keys(pages) } = {}) {
  const browser = await launch()
  try {
    for (const name of only) {
      const visitor = await visit(browser, shop, { js })
      visitor.html = lastDocument(visitor.page)
      try {
        const { html } = await pages[name](visitor.page) ?? {}
        if (html) visitor.html = () => html
        await look(name, visitor)
      } catch (cause) {
        throw new Error(`${name}: ${cause.message}`, { cause })
      } finally {
        await visitor.context.close()
      }
    }
  } finally {
    await browser.close()
  }
}

// The document as the server sent it, not as the browser mended it.
function lastDocument(page) {
  let last = null
  page.on('response', (response) => {
    const request = response.request()
    if (!request.isNavigationRequest() || request.frame() !== page.mainFrame() || response.status() < 200) return
    if (response.status() < 300 || response.status() >= 400) last = response
  })
  return () => last.text()
}

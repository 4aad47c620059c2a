/** What a page looks like after a redesign that nobody announced: no known words, frames or tables are left. */
export const redesigned = (): string =>
  `<!DOCTYPE html><html><head><title>Welcome to the new Exchange</title><link rel="icon" href="data:,"></head>
<body><main><h1>A new Exchange for you</h1><input placeholder="Ask anything"><button type="button">Go</button></main></body></html>`;

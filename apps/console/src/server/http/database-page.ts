/** Stands in for a page whose data nobody can read: it needs neither script nor style of the console, and loads itself again. */
export const databasePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="3">
<title>The database does not answer · Portcullis</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 system-ui, sans-serif; text-align: center; }
main { padding: 1.5rem; max-width: 32rem; }
h1 { font-size: 1.125rem; margin: 0 0 0.5rem; }
p { margin: 0; }
</style>
</head>
<body>
<main>
<h1>The database does not answer</h1>
<p role="status">This page tries again every few seconds and opens by itself once it does.</p>
</main>
</body>
</html>
`;

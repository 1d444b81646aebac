const mods=process.argv.slice(2); const c=()=>{const u=process.cpuUsage();return (u.user+u.system)/1000};
let b=c(); const out=[['boot',b]];
for (const m of mods){ await import(m); const n=c(); out.push([m,n-b]); b=n; }
console.log(JSON.stringify(out));

// The last file of the script: marks the page as alive, so that controls which need a script appear, and lets
// every part hear what the address asks for. Parts therefore look at the address only when they hear "state".
root.classList.add("live");
state.arrive();

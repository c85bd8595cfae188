// The last file of the script: marks the page as alive, so that controls which need a script appear.
root.classList.add("live");

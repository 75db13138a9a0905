# Sourced by mvnw and firstline: sets JAVA_HOME to a JDK that is new enough, or says what to install and ends.
# Looked at in this order: JAVA_HOME, the java on PATH, and the folders where package managers put JDKs.
FIRSTLINE_JDK=25

jdk_major() { # $1: a JDK's home; prints its feature version, 0 where there is none
  [ -x "$1/bin/javac" ] || { echo 0; return; }
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null | grep . || echo 0
}

find_jdk() {
  on_path=$(command -v javac 2>/dev/null) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for home in "${JAVA_HOME-}" "${on_path-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$home" ] && [ "$(jdk_major "$home")" -ge "$FIRSTLINE_JDK" ]; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  echo "firstline: needs a JDK $FIRSTLINE_JDK or newer; install one (for example Eclipse Temurin $FIRSTLINE_JDK) or point JAVA_HOME at it." >&2
  return 1
}

find_jdk || exit 1

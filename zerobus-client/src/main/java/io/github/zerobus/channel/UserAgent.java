package io.github.zerobus.channel;

import io.github.zerobus.EngineAccess;
import org.jspecify.annotations.Nullable;

/** The user agent of this library: product and version, then the name of the application if there is one. */
final class UserAgent {

    private UserAgent() {}

    /**
     * Returns the text for the builder of a channel; gRPC appends its own name.
     *
     * @param applicationName stripped; null or blank for none
     * @throws io.github.zerobus.InvalidOptionException if the name contains characters that a header cannot
     */
    static String of(@Nullable String applicationName) {
        String version = UserAgent.class.getPackage().getImplementationVersion();
        String product = "zerobus-spring/" + (version == null ? "dev" : version);
        String name = applicationName == null ? "" : applicationName.strip();
        if (name.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c > 0x7e)) {
            throw EngineAccess.invalidOption(
                    "application-name", "not printable", "use ASCII letters, digits, blanks and punctuation only");
        }
        return name.isEmpty() ? product : product + " " + name;
    }
}

package io.github.zerobus.channel;

import io.github.zerobus.EngineAccess;
import io.github.zerobus.InvalidOptionException;
import org.jspecify.annotations.Nullable;

/** How the client names itself to the service: product and version, then the application's name if there is one. */
public final class UserAgent {

    private UserAgent() {}

    /**
     * The text for a channel's builder; gRPC appends its own name to it.
     *
     * @param applicationName trimmed; nothing or blank is none
     * @throws InvalidOptionException if the name has characters that cannot stand in a header
     */
    public static String of(@Nullable String applicationName) {
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

package io.github.zerobus.auth;

import io.github.zerobus.ZerobusException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the subject token from a file at each request, since others replace the file, as Kubernetes does with projected
 * tokens. All failures are transient: the file may be missing or empty for a moment.
 */
final class SubjectTokenFile implements SubjectTokenProvider {

    private static final int MAX_BYTES = 65_536;

    private final Path file;

    SubjectTokenFile(Path file) {
        this.file = file;
    }

    @Override
    public String subjectToken() {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw failure("cannot be read: " + e.getClass().getSimpleName(), e);
        }
        if (content.length > MAX_BYTES) {
            throw failure("is longer than " + MAX_BYTES + " bytes; check subject-token-file", null);
        }
        String token = new String(content, StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw failure("is empty", null);
        }
        return token;
    }

    private ZerobusException failure(String what, @Nullable Throwable cause) {
        return ZerobusException.transientFailure("the file of the subject token, " + file + ", " + what, cause);
    }

    @Override
    public String toString() {
        return "SubjectTokenFile[" + file + "]";
    }
}

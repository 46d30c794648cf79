package io.github.zerobus.auth;

import io.github.zerobus.ZerobusException;
import java.util.Optional;

/** Where the tokens of one table come from. Thread-safe. */
interface TokenSource {

    /** Returns why no request may be sent at present, or nothing. Does not block. */
    Optional<ZerobusException> refusal();

    /** Requests a token. Blocks for a limited time. */
    TokenResponse request();
}

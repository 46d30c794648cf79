package io.github.zerobus.rescue;

/** When a store forces what it wrote to the disk. In all modes, what is persisted survives a killed process. */
public enum Fsync {
    /** Before a request counts as persisted: it survives a power failure. */
    ALWAYS,
    /** At intervals: a power failure loses what came after the last one. */
    INTERVAL,
    /** When the operating system does it: a power failure loses up to about half a minute. */
    OS
}

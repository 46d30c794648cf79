package io.github.zerobus.rescue;

import io.github.zerobus.RescueStoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of a store: takes the directory, reads it, keeps it, and gives it back. */
final class StoreThread {

    private static final Logger log = LoggerFactory.getLogger(StoreThread.class);

    private final Path directory;
    private final @Nullable Disk withoutLock;
    private final StoreLimits limits;
    private final Fsync fsync;
    private final long intervalNanos;
    private final Runnable onRoom;
    private final Consumer<IOException> onFailure;
    private final Thread thread;
    private final CompletableFuture<Opened> opened = new CompletableFuture<>();
    private final CompletableFuture<Boolean> stopping = new CompletableFuture<>();

    private record Opened(StoreCore core, Keeper keeper) {}

    StoreThread(
            Path directory,
            @Nullable Disk withoutLock,
            StoreLimits limits,
            Fsync fsync,
            long intervalNanos,
            Runnable onRoom,
            Consumer<IOException> onFailure) {
        this.directory = directory;
        this.withoutLock = withoutLock;
        this.limits = limits;
        this.fsync = fsync;
        this.intervalNanos = intervalNanos;
        this.onRoom = onRoom;
        this.onFailure = onFailure;
        thread = new Thread(this::run, "zerobus-rescue-" + directory.getFileName());
        thread.setDaemon(true);
    }

    /** Starts the thread and waits until it has the store. An interrupt is kept. */
    StoreCore open() {
        thread.start();
        try {
            return opened.join().core();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RescueStoreException refused
                    ? refused
                    : cannotOpen(e.getCause() == null ? e : e.getCause());
        }
    }

    /** For an opened store. */
    Keeper keeper() {
        return opened.join().keeper();
    }

    /** Ends the thread and waits for it, unless it is this one. An interrupt is kept. */
    void stop() {
        stopping.complete(true);
        opened.thenAccept(store -> store.keeper().stop()).exceptionally(refused -> null);
        boolean interrupted = false;
        while (thread != Thread.currentThread() && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            if (withoutLock != null) {
                keep(StoreCore.open(withoutLock, limits, fsync != Fsync.OS));
                return;
            }
            LocalDisk disk = LocalDisk.at(directory);
            try (DirectoryLock held = DirectoryLock.take(disk.directory())) {
                log.debug("rescue directory '{}' is in use by this process now", held);
                keep(StoreCore.open(disk, limits, fsync != Fsync.OS));
            }
        } catch (IOException | RuntimeException | Error e) {
            if (!opened.completeExceptionally(e)) {
                log.warn("rescue directory '{}' was not given back in order", directory, e);
            }
        }
    }

    private void keep(StoreCore core) {
        Keeper keeper = new Keeper(core, fsync, intervalNanos, this::notifyRoom);
        opened.complete(new Opened(core, keeper));
        try {
            keeper.run();
            core.close();
        } catch (IOException | RuntimeException | Error e) {
            IOException cause = e instanceof IOException io ? io : new IOException(reason(e), e);
            core.segments().progress().fail(cause);
            notifyFailure(cause);
            keeper.stop();
            stopping.join();
            core.abandon();
        }
    }

    private void notifyRoom() {
        try {
            onRoom.run();
        } catch (RuntimeException | Error e) {
            log.warn("listener of rescue directory '{}' failed", directory, e);
        }
    }

    private void notifyFailure(IOException cause) {
        log.error("rescue directory '{}' has failed and accepts nothing more", directory, cause);
        try {
            onFailure.accept(cause);
        } catch (RuntimeException | Error e) {
            log.warn("listener of rescue directory '{}' failed", directory, e);
        }
    }

    private RescueStoreException cannotOpen(Throwable cause) {
        return new RescueStoreException(
                "rescue directory '" + directory + "' cannot be used (" + reason(cause)
                        + "): let this process read and write it, and check that its disk is neither full nor read-only",
                cause);
    }

    /** What an exception says, with its type where the text alone is only a path. */
    static String reason(@Nullable Throwable cause) {
        if (cause == null) {
            return "unknown reason";
        }
        if (cause instanceof AccessDeniedException) {
            return "access denied: " + cause.getMessage();
        }
        if (cause instanceof FileSystemException file && file.getReason() == null) {
            return cause.getClass().getSimpleName() + ": " + cause.getMessage();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}

package io.github.zerobus.stream;

import com.google.protobuf.Descriptors.Descriptor;
import io.github.zerobus.DeadLetterHandler;
import io.github.zerobus.Endpoint;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.RecordType;
import io.github.zerobus.RescueMode;
import io.github.zerobus.RescueStore;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.TableName;
import io.github.zerobus.UnackedHandler;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.TokenProvider;
import io.github.zerobus.channel.GrpcChannelCustomizer;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.channel.GrpcChannels;
import io.github.zerobus.channel.StreamOwnedChannels;
import io.github.zerobus.engine.session.DeadLetters;
import io.github.zerobus.engine.session.Rescue;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.engine.wire.CreateRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link MultiplexedStream}. A table is required; an endpoint too, unless a channel provider is set; and a
 * token provider or a headers provider, if the endpoint is https and no channel provider is set. Not thread-safe.
 */
public final class MultiplexedStreamBuilder {

    private String name = "default";
    private @Nullable String endpoint;
    private @Nullable String table;
    private StreamOptions options = StreamOptions.defaults();
    private @Nullable Descriptor descriptor;
    private @Nullable TokenProvider tokenProvider;
    private @Nullable HeadersProvider headersProvider;
    private @Nullable GrpcChannelProvider channelProvider;
    private @Nullable ProxyRules proxy;
    private GrpcChannelCustomizer channelCustomizer = (subStream, builder) -> {};
    private final List<StreamListener> listeners = new ArrayList<>();
    private @Nullable Executor callbackExecutor;
    private @Nullable DeadLetterHandler deadLetterHandler;
    private @Nullable UnackedHandler unackedHandler;
    private @Nullable RescueStore rescueStore;
    private RescueMode rescueMode = RescueMode.UNACKED;
    private @Nullable String applicationName;
    private @Nullable SubStreamSelector selector;

    MultiplexedStreamBuilder() {}

    /**
     * Sets the name of the stream, which messages, thread names and snapshots contain. Default: {@code default}.
     *
     * @param value name of the stream
     * @return this builder
     */
    public MultiplexedStreamBuilder name(String value) {
        name = value;
        return this;
    }

    /**
     * Sets the address of the service. Not used if a channel provider is set.
     *
     * @param address {@code [https://]host[:port]}; http is accepted for loopback addresses only
     * @return this builder
     */
    public MultiplexedStreamBuilder endpoint(String address) {
        endpoint = address;
        return this;
    }

    /**
     * Sets the table that the stream writes to. Required.
     *
     * @param value full name, {@code catalog.schema.table}
     * @return this builder
     */
    public MultiplexedStreamBuilder table(String value) {
        table = value;
        return this;
    }

    /**
     * Sets limits, timeouts and modes. Default: {@link StreamOptions#defaults()}.
     *
     * @param value the options
     * @return this builder
     */
    public MultiplexedStreamBuilder options(StreamOptions value) {
        options = value;
        return this;
    }

    /**
     * Sets the message type of the records. Required for {@link RecordType#PROTO}, not used for JSON.
     *
     * @param value a message whose fields use no message types from outside of it
     * @return this builder
     */
    public MultiplexedStreamBuilder descriptor(Descriptor value) {
        descriptor = value;
        return this;
    }

    /**
     * Sets the source of tokens. Not used if a headers provider is set.
     *
     * @param provider the provider, which several streams may share; the stream does not close it
     * @return this builder
     */
    public MultiplexedStreamBuilder tokenProvider(TokenProvider provider) {
        tokenProvider = provider;
        return this;
    }

    /**
     * Sets the source of all headers, in place of a token provider.
     *
     * @param provider the provider, which several streams may share; the stream does not close it
     * @return this builder
     */
    public MultiplexedStreamBuilder headersProvider(HeadersProvider provider) {
        headersProvider = provider;
        return this;
    }

    /**
     * Sets the source of the channels, in place of channels that the stream builds from the endpoint.
     *
     * @param provider the provider; the stream does not close it
     * @return this builder
     */
    public MultiplexedStreamBuilder channelProvider(GrpcChannelProvider provider) {
        channelProvider = provider;
        return this;
    }

    /**
     * Sets a customizer for the channels that the stream builds itself. Default: none.
     *
     * @param customizer called once for each channel
     * @return this builder
     */
    public MultiplexedStreamBuilder channelCustomizer(GrpcChannelCustomizer customizer) {
        channelCustomizer = customizer;
        return this;
    }

    /**
     * Sets the proxy for the channels that the stream builds itself. Default: that of the environment variables.
     *
     * @param value the rules
     * @return this builder
     * @see ProxyRules#environment(String)
     */
    public MultiplexedStreamBuilder proxy(ProxyRules value) {
        proxy = value;
        return this;
    }

    /**
     * Adds a listener. Listeners are notified in the order in which they were added.
     *
     * @param listener asked once for the listener of this stream, see {@link StreamListener#forStream}
     * @return this builder
     */
    public MultiplexedStreamBuilder listener(StreamListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Sets the executor of listeners and of the actions of futures. Default: threads of the stream, which are started
     * on demand.
     *
     * @param executor called on event loops, so it must not block, and must not run tasks in the calling thread; the
     *     stream does not shut it down
     * @return this builder
     */
    public MultiplexedStreamBuilder callbackExecutor(Executor executor) {
        callbackExecutor = executor;
        return this;
    }

    /**
     * Sets a selector of sub-streams, in place of {@link StreamOptions#routing()}.
     *
     * @param value the selector
     * @return this builder
     */
    public MultiplexedStreamBuilder selector(SubStreamSelector value) {
        selector = value;
        return this;
    }

    /**
     * Sets the handler of requests that are unacked when the stream is closed. Default: none, they go to the rescue
     * store or can be fetched from the stream.
     *
     * @param value the handler
     * @return this builder
     */
    public MultiplexedStreamBuilder unackedHandler(UnackedHandler value) {
        unackedHandler = value;
        return this;
    }

    /**
     * Sets a store on disk for requests that are not durable in the table. What it holds from an earlier process is
     * sent first, before any other request. The stream opens and closes it. Default: none.
     *
     * @param store the store; for this stream only
     * @param mode what is stored
     * @return this builder
     */
    public MultiplexedStreamBuilder rescueStore(RescueStore store, RescueMode mode) {
        rescueStore = store;
        rescueMode = mode;
        return this;
    }

    /**
     * Sets the handler of requests that the service refuses, for the action {@code isolate}. Default: each is logged as
     * an error, without its payload, and dropped.
     *
     * @param value the handler
     * @return this builder
     */
    public MultiplexedStreamBuilder deadLetterHandler(DeadLetterHandler value) {
        deadLetterHandler = value;
        return this;
    }

    /**
     * Sets the name of the application in the user agent of the channels that the stream builds itself. Default: none.
     *
     * @param value name in printable ASCII; null or blank for none
     * @return this builder
     */
    public MultiplexedStreamBuilder applicationName(@Nullable String value) {
        applicationName = value;
        return this;
    }

    /**
     * Builds the stream. Does no I/O: the stream opens with {@link MultiplexedStream#open()} or at its first use.
     *
     * @return the stream; close it after use
     * @throws io.github.zerobus.InvalidOptionException if a required value is missing or a value is invalid; the
     *     message names the option and the remedy
     */
    public MultiplexedStream build() {
        return build(FirstOffset.OF_PROCESS.next());
    }

    /** Builds the stream with a given first logical offset of each sub-stream. */
    MultiplexedStream build(long firstOffset) {
        return build(StreamRuntime.ofThreads(name, firstOffset));
    }

    /** Builds the stream on another clock, other threads and other randomness than the system's. */
    MultiplexedStream build(StreamRuntime runtime) {
        if (table == null) {
            throw EngineAccess.invalidOption("table", "missing", "set it to catalog.schema.table");
        }
        TableName tableName = TableName.parse(table);
        Supplier<HeadersProvider> headers = headers();
        StreamContext context = new StreamContext(
                name,
                tableName,
                options,
                CreateRequest.encode(tableName, options.recordType(), descriptor),
                options.recordType() == RecordType.PROTO ? descriptor : null,
                runtime.firstOffset(),
                runtime.timers(),
                runtime.workers(),
                runtime.random(),
                runtime.connectionRate(),
                StreamAssembly.combine(listenersOfThisStream()),
                rescueStore == null
                        ? null
                        : new Rescue(
                                rescueStore,
                                rescueMode,
                                "stream '" + name + "', table " + tableName + ": ",
                                runtime.timers()),
                unackedHandler,
                new DeadLetters(deadLetterHandler, options.failures().maxBadRecordsPerMinute()));
        StreamAssembly assembly = new StreamAssembly(context, headers, selector, callbackExecutor);
        if (channelProvider instanceof StreamOwnedChannels owned) {
            return assembly.owning(owned);
        }
        return channelProvider != null ? assembly.over(channelProvider) : assembly.owning(ownChannels());
    }

    private List<StreamListener> listenersOfThisStream() {
        return listeners.stream().map(listener -> listener.forStream(name)).toList();
    }

    private GrpcChannelProvider ownChannels() {
        GrpcChannels.Builder own = GrpcChannels.builder(requiredEndpoint())
                .name(name)
                .subStreams(options.subStreams())
                .sharedChannel(options.sharedChannel())
                .applicationName(applicationName)
                .customizer(channelCustomizer);
        return (proxy == null ? own : own.proxy(proxy)).build();
    }

    private Endpoint requiredEndpoint() {
        if (endpoint == null) {
            throw EngineAccess.invalidOption(
                    "endpoint",
                    "missing",
                    "set it to the address of the service, https://<workspace-id>.zerobus.<region>...");
        }
        return Endpoint.parse(endpoint);
    }

    /** Headers by token are created for each sub-stream, since each invalidates the token that it used itself. */
    private Supplier<HeadersProvider> headers() {
        HeadersProvider custom = headersProvider;
        TokenProvider tokens = tokenProvider;
        if (custom != null) {
            return () -> custom;
        }
        if (tokens != null) {
            return () -> new TokenHeaders(tokens);
        }
        if (channelProvider == null && requiredEndpoint().tls()) {
            throw EngineAccess.invalidOption(
                    "token-provider", "missing", "an https endpoint needs a token provider or a headers provider");
        }
        return () -> table -> Map.of();
    }
}

package io.github.zerobus.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.zerobus.Endpoint;
import io.github.zerobus.EngineAccess;
import io.github.zerobus.InvalidOptionException;
import io.github.zerobus.ProxyRules;
import io.github.zerobus.RecordType;
import io.github.zerobus.StreamListener;
import io.github.zerobus.StreamOptions;
import io.github.zerobus.TableName;
import io.github.zerobus.auth.HeadersProvider;
import io.github.zerobus.auth.TokenProvider;
import io.github.zerobus.channel.GrpcChannelCustomizer;
import io.github.zerobus.channel.GrpcChannelProvider;
import io.github.zerobus.channel.GrpcChannels;
import io.github.zerobus.engine.session.StreamContext;
import io.github.zerobus.proto.CreateIngestStreamRequest;
import io.github.zerobus.proto.EphemeralStreamRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a {@link MultiplexedStream}, for one sub-stream as for many. Not thread-safe. */
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
    private @Nullable String applicationName;
    private @Nullable SubStreamSelector selector;

    MultiplexedStreamBuilder() {}

    /** Name in messages and threads; {@code default} if never set. */
    public MultiplexedStreamBuilder name(String value) {
        name = value;
        return this;
    }

    /** Address of the service; not needed with channels from elsewhere. */
    public MultiplexedStreamBuilder endpoint(String address) {
        endpoint = address;
        return this;
    }

    /** The table, {@code catalog.schema.table}. */
    public MultiplexedStreamBuilder table(String value) {
        table = value;
        return this;
    }

    /** Limits and time-outs; the defaults if never set. */
    public MultiplexedStreamBuilder options(StreamOptions value) {
        options = value;
        return this;
    }

    /** Message type of the records; needed for protobuf, not used for JSON. */
    public MultiplexedStreamBuilder descriptor(Descriptor value) {
        descriptor = value;
        return this;
    }

    /** Where tokens come from. */
    public MultiplexedStreamBuilder tokenProvider(TokenProvider provider) {
        tokenProvider = provider;
        return this;
    }

    /** Where all headers come from, in place of a token provider. */
    public MultiplexedStreamBuilder headersProvider(HeadersProvider provider) {
        headersProvider = provider;
        return this;
    }

    /** Channels from elsewhere; the stream does not close them. */
    public MultiplexedStreamBuilder channelProvider(GrpcChannelProvider provider) {
        channelProvider = provider;
        return this;
    }

    /** Changes channels that the stream makes itself. */
    public MultiplexedStreamBuilder channelCustomizer(GrpcChannelCustomizer customizer) {
        channelCustomizer = customizer;
        return this;
    }

    /** Proxy for channels that the stream makes itself; as the environment says if never set. */
    public MultiplexedStreamBuilder proxy(ProxyRules value) {
        proxy = value;
        return this;
    }

    /** Adds one that is told of everything; several are told in the order in which they were added. */
    public MultiplexedStreamBuilder listener(StreamListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Where futures and listener run; threads of the stream if never set. It is called on event loops, so it must neither
     * block nor run tasks on its caller. The stream does not shut it down.
     */
    public MultiplexedStreamBuilder callbackExecutor(Executor executor) {
        callbackExecutor = executor;
        return this;
    }

    /** Chooses sub-streams in place of the options' routing. */
    public MultiplexedStreamBuilder selector(SubStreamSelector value) {
        selector = value;
        return this;
    }

    /** Told to the service behind the product's name, if the stream makes its channels itself. */
    public MultiplexedStreamBuilder applicationName(@Nullable String value) {
        applicationName = value;
        return this;
    }

    /**
     * Makes the stream and opens nothing: no I/O.
     *
     * @throws InvalidOptionException if something is missing or cannot be; the message names it and the remedy
     */
    public MultiplexedStream build() {
        return build(StreamRuntime.ofThreads(name));
    }

    /** Builds the stream on other clocks and threads than the system's. */
    MultiplexedStream build(StreamRuntime runtime) {
        if (table == null) {
            throw EngineAccess.invalidOption("table", "missing", "name it as catalog.schema.table");
        }
        TableName tableName = TableName.parse(table);
        Supplier<HeadersProvider> headers = headers();
        StreamContext context = new StreamContext(
                name,
                tableName,
                options,
                create(tableName).toByteString(),
                options.recordType() == RecordType.PROTO ? descriptor : null,
                runtime.timers(),
                runtime.workers(),
                runtime.random(),
                StreamAssembly.combine(ownListeners()));
        StreamAssembly assembly = new StreamAssembly(context, headers, selector, callbackExecutor);
        return channelProvider != null ? assembly.over(channelProvider) : assembly.owning(ownChannels());
    }

    private List<StreamListener> ownListeners() {
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

    /** One for each sub-stream where tokens are remembered, since each must know which one it served. */
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
                    "oauth.client-id", "missing", "an https endpoint needs a token provider or a headers provider");
        }
        return () -> table -> Map.of();
    }

    private EphemeralStreamRequest create(TableName tableName) {
        CreateIngestStreamRequest.Builder create =
                CreateIngestStreamRequest.newBuilder().setTableName(tableName.toString());
        if (options.recordType() == RecordType.JSON) {
            create.setRecordType(io.github.zerobus.proto.RecordType.JSON);
        } else if (descriptor == null) {
            throw EngineAccess.invalidOption(
                    "record-class", "missing", "records of type proto need the descriptor of their message");
        } else {
            checkSelfContained(descriptor, descriptor);
            create.setRecordType(io.github.zerobus.proto.RecordType.PROTO)
                    .setDescriptorProto(ByteString.copyFrom(descriptor.toProto().toByteArray()));
        }
        return EphemeralStreamRequest.newBuilder().setCreateStream(create).build();
    }

    /** The service gets the one message and nothing of what it imports (protocol 1.1). */
    private static void checkSelfContained(Descriptor root, Descriptor message) {
        for (FieldDescriptor field : message.getFields()) {
            Descriptor type = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? field.getMessageType() : null;
            Descriptor holder = type;
            while (holder != null && holder != root) {
                holder = holder.getContainingType();
            }
            if (type != null && holder == null) {
                throw EngineAccess.invalidOption(
                        "record-class",
                        root.getFullName(),
                        "its field " + field.getName() + " is of " + type.getFullName()
                                + ", which the message does not hold itself; nest that type in it");
            }
            if (type != null && type != root && type != message) {
                checkSelfContained(root, type);
            }
        }
    }
}

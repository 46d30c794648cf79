package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.stream.MultiplexedStream;
import io.github.zerobus.template.ObjectJson;
import io.github.zerobus.template.RecordConverter;
import io.github.zerobus.template.ZerobusTemplate;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;

/** Makes the templates of all streams. */
record TemplateFactory(ObjectProvider<ObjectJson> json, ObjectProvider<RecordConverter> converters) {

    ZerobusTemplate create(MultiplexedStream stream, RecordMessage message) {
        List<RecordConverter> first = Stream.concat(converters.orderedStream(), message.converter().stream())
                .toList();
        return new ZerobusTemplate(stream, json.getIfAvailable(), first);
    }
}

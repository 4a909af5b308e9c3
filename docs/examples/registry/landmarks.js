// Prints how many faces each frame has, from records in Confluent's wire format.
//
// Usage: node landmarks.js BOOTSTRAP_SERVERS REGISTRY_URL

const avro = require('avsc');
const { Kafka, logLevel } = require('kafkajs');

// A zero, the id of the schema in four bytes, and the record. An id is asked for once.
function decoder(registry) {
  const types = new Map();
  return async (value) => {
    if (value[0] !== 0) {
      throw new Error("not Confluent's wire format");
    }
    const id = value.readUInt32BE(1);
    if (!types.has(id)) {
      const answer = await fetch(`${registry}/schemas/ids/${id}`);
      if (!answer.ok) {
        throw new Error(`schema ${id}: the registry answers ${answer.status}`);
      }
      types.set(id, avro.Type.forSchema(JSON.parse((await answer.json()).schema)));
    }
    return types.get(id).fromBuffer(value.subarray(5));
  };
}

async function main(servers, registry) {
  const decode = decoder(registry);
  const kafka = new Kafka({ brokers: servers.split(','), logLevel: logLevel.WARN });
  const consumer = kafka.consumer({ groupId: 'faces-javascript' });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => consumer.disconnect());
  }
  await consumer.connect();
  await consumer.subscribe({ topics: ['landmarks'], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const frame = await decode(message.value);
      console.log(`${frame.cameraId}/${frame.sequence}: ${frame.faces.length}`);
    },
  });
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exit(1);
});

/* Built from web/ by `make page`. Holds three.js and d3-contour: web/package.json says which. */
"use strict";var thalweg=(()=>{var Na=Object.defineProperty;var Yf=Object.getOwnPropertyDescriptor;var Zf=Object.getOwnPropertyNames;var jf=Object.prototype.hasOwnProperty;var Kf=(s,t)=>{for(var e in t)Na(s,e,{get:t[e],enumerable:!0})},Jf=(s,t,e,n)=>{if(t&&typeof t=="object"||typeof t=="function")for(let i of Zf(t))!jf.call(s,i)&&i!==e&&Na(s,i,{get:()=>t[i],enumerable:!(n=Yf(t,i))||n.enumerable});return s};var Qf=s=>Jf(Na({},"__esModule",{value:!0}),s);var g_={};Kf(g_,{mount:()=>Ch,open:()=>m_});function tp({blob:s,file:t}){let e=document.createElement("a");e.href=URL.createObjectURL(s),e.download=t,e.click(),setTimeout(()=>URL.revokeObjectURL(e.href),1e4)}function ep(s,t,e){return async(n,i)=>{let r;if(n==="save")tp(i);else if(n==="presets"&&t)r=await t();else if(n==="python"&&e)r=await e(i);else throw new Error(`${s} cannot do "${n}"`);return r}}var Mr=class{state;request;constructor(t,e,n){this.state={scene:t,theme:e,requests:n?["save","presets"]:["save"]},this.request=ep("a page from disk, with no Python behind it,",n)}get(t){return this.state[t]}set(t,e){this.state[t]=e}on(){return()=>{}}};function np(s,t){return s===1||s===-1&&(t===1/0||t===-1/0)?1:s**t}function ip(s,t){let e=s,n=Math.abs(t),i=Number.NaN,r=!1;for(;;){if(n%2===1&&(i=r?i*e:e,r=!0),n=Math.floor(n/2),n===0)return t<0?1/i:i;e=e*e}}function sp(s,t){return Math.min(s,t)+0}function rp(s,t){return Math.max(s,t)+0}function Ua(s,t,e,n){return Number.isNaN(s)?Number.NaN:s>0?t:s<0?e:n}var Oh={neg:s=>-s,sqrt:Math.sqrt,exp:Math.exp,log:Math.log,sin:Math.sin,cos:Math.cos,tan:Math.tan,asin:Math.asin,acos:Math.acos,atan:Math.atan,sinh:Math.sinh,cosh:Math.cosh,tanh:Math.tanh,sigmoid:s=>1/(1+Math.exp(-s)),softplus:s=>Number.isNaN(s)?s:Math.max(s,0)+Math.log1p(Math.exp(-Math.abs(s))),abs:Math.abs,sign:s=>Ua(s,1,-1,0),step:s=>Ua(s,1,0,0),relu:s=>Ua(s,s,0,0)},kh={pow:np,powi:ip,max:rp,min:sp,gt:(s,t)=>s>t?1:0,ge:(s,t)=>s>=t?1:0},op=new Set(["add","sub","mul","div"]);function wr(s){return[s.rows===1?0:s.columns,s.columns===1?0:1]}function ap(s,t,e,n){let i=e.data,r=n.data,o=t.data,a=o.length;if(a===1)return s==="add"?()=>{o[0]=i[0]+r[0]}:s==="sub"?()=>{o[0]=i[0]-r[0]}:s==="mul"?()=>{o[0]=i[0]*r[0]}:()=>{o[0]=i[0]/r[0]};if(i.length===a&&r.length===a)return s==="add"?()=>{for(let x=0;x<a;x++)o[x]=i[x]+r[x]}:s==="sub"?()=>{for(let x=0;x<a;x++)o[x]=i[x]-r[x]}:s==="mul"?()=>{for(let x=0;x<a;x++)o[x]=i[x]*r[x]}:()=>{for(let x=0;x<a;x++)o[x]=i[x]/r[x]};if(i.length===a&&r.length===1)return s==="add"?()=>{let x=r[0];for(let m=0;m<a;m++)o[m]=i[m]+x}:s==="sub"?()=>{let x=r[0];for(let m=0;m<a;m++)o[m]=i[m]-x}:s==="mul"?()=>{let x=r[0];for(let m=0;m<a;m++)o[m]=i[m]*x}:()=>{let x=r[0];for(let m=0;m<a;m++)o[m]=i[m]/x};if(i.length===1&&r.length===a)return s==="add"?()=>{let x=i[0];for(let m=0;m<a;m++)o[m]=x+r[m]}:s==="sub"?()=>{let x=i[0];for(let m=0;m<a;m++)o[m]=x-r[m]}:s==="mul"?()=>{let x=i[0];for(let m=0;m<a;m++)o[m]=x*r[m]}:()=>{let x=i[0];for(let m=0;m<a;m++)o[m]=x/r[m]};let[l,c]=wr(e),[h,u]=wr(n),{rows:d,columns:f}=t,p=x=>()=>{for(let m=0;m<d;m++)x(m*f,m*l,m*h)};return p(s==="add"?(x,m,g)=>{for(let M=0;M<f;M++)o[x+M]=i[m+M*c]+r[g+M*u]}:s==="sub"?(x,m,g)=>{for(let M=0;M<f;M++)o[x+M]=i[m+M*c]-r[g+M*u]}:s==="mul"?(x,m,g)=>{for(let M=0;M<f;M++)o[x+M]=i[m+M*c]*r[g+M*u]}:(x,m,g)=>{for(let M=0;M<f;M++)o[x+M]=i[m+M*c]/r[g+M*u]})}function Bh(s,t,e){let n=t.map(wr),i=t.map(()=>0);return()=>{let r=0;for(let o=0;o<s.rows;o++)for(let a=0;a<s.columns;a++,r++){for(let l=0;l<t.length;l++)i[l]=t[l].data[o*n[l][0]+a*n[l][1]];s.data[r]=e(i)}}}function lp(s,t,e){let n=e.data,i=t.data;return()=>{for(let r=0;r<i.length;r++)i[r]=s(n[r])}}function cp(s,t,e,n){let i=e.data,r=n.data,o=t.data;return i.length===o.length&&r.length===1?()=>{for(let a=0;a<o.length;a++)o[a]=s(i[a],r[0])}:Bh(t,[e,n],a=>s(a[0],a[1]))}function hp(s,t){let{rows:e,columns:n,data:i}=t,r=s.data;return()=>{for(let o=0;o<n;o++){let a=0;for(let l=0;l<e;l++)a+=i[l*n+o];r[o]=a}}}function Fa(s,t,e){let n=new Float64Array(s*t);return e&&n.set(e),{rows:s,columns:t,data:n}}var up=s=>Fa(1,1,[s]),ke=class{inputs;outputs;actions=[];constructor(t,e){if(t.format!==1)throw new Error(`instruction lists of format ${t.format} are not known here, 1 is`);if(e.length!==t.inputs.length)throw new Error(`the program takes ${t.inputs.length} inputs, not ${e.length}`);let n=e.map(i=>Fa(i.rows,i.columns));this.inputs=n.slice();for(let[i,...r]of t.instructions){if(i==="const"){n.push(up(Number(r[0])));continue}let o=r.map(c=>n[Number(c)]),l=Fa(i==="sum"?1:Math.max(...o.map(c=>c.rows)),Math.max(...o.map(c=>c.columns)));this.actions.push(this.action(String(i),l,o)),n.push(l)}this.outputs=t.outputs.map(i=>n[i])}action(t,e,n){if(op.has(t))return ap(t,e,n[0],n[1]);if(t in Oh)return lp(Oh[t],e,n[0]);if(t in kh)return cp(kh[t],e,n[0],n[1]);if(t==="where")return Bh(e,n,i=>i[0]!==0?i[1]:i[2]);if(t==="sum")return hp(e,n[0]);throw new Error(`the operation "${t}" is not known here`)}run(){for(let t=0;t<this.actions.length;t++)this.actions[t]()}};function ii(s,t,e,n){let[i,r]=wr(s);if(s.rows===t&&s.columns===e){n.set(s.data);return}for(let o=0,a=0;o<t;o++)for(let l=0;l<e;l++,a++)n[a]=s.data[o*i+l*r]}var Hh=0xffffffffn,zh=(1n<<64n)-1n,Oa=(1n<<128n)-1n,dp=(2549297995355413924n<<64n)+4865540595714422341n;function fp(s){let t=[];for(let a=BigInt(s);a>0n;a>>=32n)t.push(Number(a&Hh));t.length||t.push(0);let e=1135663077,n=a=>{let l=(a^e)>>>0;return e=Math.imul(e,2468251765)>>>0,l=Math.imul(l,e)>>>0,(l^l>>>16)>>>0},i=(a,l)=>{let c=Math.imul(3389127133,a)-Math.imul(1232336661,l)>>>0;return(c^c>>>16)>>>0},r=[0,1,2,3].map(a=>n(t[a]??0));for(let a=0;a<4;a++)for(let l=0;l<4;l++)a!==l&&(r[l]=i(r[l],n(r[a])));for(let a=4;a<t.length;a++)for(let l=0;l<4;l++)r[l]=i(r[l],n(t[a]));e=2337405405;let o=[];for(let a=0;a<8;a++){let l=(r[a%4]^e)>>>0;e=Math.imul(e,1492356589)>>>0,l=Math.imul(l,e)>>>0,o.push(BigInt((l^l>>>16)>>>0))}return[0,1,2,3].map(a=>o[2*a]|o[2*a+1]<<32n)}var ka=class{state;increment;half=-1;constructor(t){let[e,n,i,r]=fp(t);this.increment=((i<<64n|r)<<1n|1n)&Oa,this.state=this.increment+(e<<64n|n)&Oa,this.advance()}advance(){this.state=this.state*dp+this.increment&Oa}next32(){if(this.half>=0){let i=this.half;return this.half=-1,i}this.advance();let t=this.state>>64n^this.state&zh,e=this.state>>122n,n=(t>>e|t<<(64n-e&63n))&zh;return this.half=Number(n>>32n),Number(n&Hh)}below(t){if(t===0)return 0;let e=2**(32-Math.clz32(t))-1;for(;;){let n=(this.next32()&e)>>>0;if(n<=t)return n}}permutation(t){let e=Int32Array.from({length:t},(n,i)=>i);for(let n=t-1;n>0;n--){let i=this.below(n),r=e[n];e[n]=e[i],e[i]=r}return e}},ts=class{constructor(t,e,n){this.rows=t;this.size=e;this.generator=new ka(n),this.perEpoch=Math.ceil(t/e)}rows;size;generator;orders=[];perEpoch;at(t){let e=Math.floor(t/this.perEpoch);for(;this.orders.length<=e;)this.orders.push(this.generator.permutation(this.rows));let n=t%this.perEpoch*this.size;return this.orders[e].subarray(n,n+this.size)}};var pp=1e6,Ba=class{constructor(t,e,n,i,r,o){this.rule=t;this.members=e;this.d=r;this.runs=o;let a=t.hyper.findIndex(p=>p.name==="lr");this.rate=a<0?-1:4+t.states.length+a,e.forEach((p,x)=>{let{factor:m,hyper:g}=n[p];m&&a>=0&&this.schedules.push({i:x,factor:m,first:g.lr})});let l=e.length,c={rows:r,columns:l},h={rows:1,columns:l},u=t.hyper.map(p=>Float64Array.from(e,x=>n[x].hyper[p.name]??p.value)),d=new ke(t.start,[c,...u.map(()=>h)]);this.gather(i,d.inputs[0].data);for(let[p,x]of u.entries())d.inputs[1+p].data.set(x);d.run(),this.state=t.states.map((p,x)=>{let m=p.perRun?1:r,g=new Float64Array(m*l);return ii(d.outputs[x],m,l,g),g});let f=p=>{let x=new ke(p,[c,c,{rows:1,columns:1},h,...t.states.map(m=>m.perRun?h:c),...u.map(()=>h)]);for(let[m,g]of u.entries())x.inputs[4+t.states.length+m].data.set(g);return x};this.step=f(t.step),this.probe=t.probe&&f(t.probe)}rule;members;d;runs;state;step;probe;rate;schedules=[];get probes(){return this.probe!==null}gather(t,e){let n=this.members.length;for(let i=0;i<this.d;i++)for(let r=0;r<n;r++)e[i*n+r]=t[i*this.runs+this.members[r]]}scatter(t,e){let n=this.members.length;for(let i=0;i<this.d;i++)for(let r=0;r<n;r++)e[i*this.runs+this.members[r]]=t[i*n+r]}give(t,e,n,i,r){let{inputs:o}=t;this.gather(e,o[0].data),this.gather(n,o[1].data),o[2].data[0]=i;for(let a=0;a<this.members.length;a++)o[3].data[a]=r[this.members[a]];for(let a=0;a<this.state.length;a++)o[4+a].data.set(this.state[a]);for(let{i:a,factor:l,first:c}of this.schedules)o[this.rate].data[a]=c*l(i);t.run()}point(t,e,n,i,r){if(!this.probe)return;this.give(this.probe,t,e,n,i);let o=new Float64Array(this.d*this.members.length);ii(this.probe.outputs[0],this.d,this.members.length,o),this.scatter(o,r)}advance(t,e,n,i){this.give(this.step,t,e,n,i);let r=this.members.length,{outputs:o}=this.step;for(let l=0;l<this.state.length;l++)ii(o[l+1],this.rule.states[l].perRun?1:this.d,r,this.state[l]);let a=o[0];if(a.data.length===this.d*r)this.scatter(a.data,t);else{let l=new Float64Array(this.d*r);ii(a,this.d,r,l),this.scatter(l,t)}}},Ks=class{theta;divergedAt;loss;batchLoss;gradient;groups=[];step=0;evaluator;limit;batches;probed;runs;d;constructor(t,e,n){this.runs=e.length,this.d=t.d,this.evaluator=t.evaluator(this.runs),this.theta=new Float64Array(this.d*this.runs),e.forEach((r,o)=>{for(let a=0;a<this.d;a++)this.theta[a*this.runs+o]=r.start[a]}),this.divergedAt=new Int32Array(this.runs).fill(-1),this.loss=new Float64Array(this.runs),this.batchLoss=new Float64Array(this.runs),this.gradient=new Float64Array(this.d*this.runs),this.probed=new Float64Array(this.d*this.runs),this.batches=n!==null&&t.rows!==null?new ts(t.rows,n,e[0].seed):null;let i=new Map;e.forEach((r,o)=>{let a=i.get(r.rule);a?a.push(o):i.set(r.rule,[o])});for(let[r,o]of i)this.groups.push(new Ba(r,o,e,this.theta,this.d,this.runs));this.limit=new Float64Array(this.runs),this.look();for(let r=0;r<this.runs;r++){let o=Number.isFinite(this.loss[r])?Math.abs(this.loss[r]):1;this.limit[r]=pp*Math.max(1,o)}}get batched(){return this.batches!==null}look(){let{evaluator:t}=this;t.evaluate(this.theta),this.loss.set(t.loss);let e=this.batches?.at(this.step);if(e&&(t.evaluateRows(this.theta,e),this.batchLoss.set(t.loss)),this.gradient.set(t.gradient),!this.groups.some(i=>i.probes))return;this.probed.set(this.theta);let n=this.step+1;for(let i of this.groups)i.point(this.theta,this.gradient,n,this.judged,this.probed);e?t.evaluateRows(this.probed,e):t.evaluate(this.probed);for(let i of this.groups)if(i.probes)for(let r of i.members)for(let o=0;o<this.d;o++){let a=o*this.runs+r;this.gradient[a]=t.gradient[a]}}get judged(){return this.batches?this.batchLoss:this.loss}settle(){let t=!1;for(let e=0;e<this.runs;e++){let n=0;for(let i=0;i<this.d;i++)n+=this.theta[i*this.runs+e];if(this.loss[e]<=this.limit[e]&&Number.isFinite(n+this.loss[e])){t=!0;continue}this.divergedAt[e]<0&&(this.divergedAt[e]=this.step);for(let i=0;i<this.d;i++)this.theta[i*this.runs+e]=Number.NaN}return t}advance(){let t=this.step+1;for(let e of this.groups)e.advance(this.theta,this.gradient,t,this.judged);this.step=t,this.look()}};function Vh(s,t,e,n){let{d:i}=s,r=new Array(t.length),o=new Map;t.forEach((l,c)=>{let h=n===null?0:l.seed;o.set(h,[...o.get(h)??[],c])});let a=Int32Array.from({length:e+1},(l,c)=>c);for(let l of o.values()){let c=l.map(f=>t[f]),h=new Ks(s,c,n),u=c.length,d=c.map(f=>{let p={};for(let x of f.rule.states)p[x.name]=js((e+1)*(x.perRun?1:i));return{d:i,steps:a,theta:js((e+1)*i),loss:js(e+1),gradient:js((e+1)*i),batchLoss:h.batched?js(e+1):null,states:p,divergedAt:-1}});for(;;){let f=h.step;for(let p=0;p<u;p++){if(h.divergedAt[p]>=0)continue;let x=d[p];x.loss[f]=h.loss[p];let m=x.batchLoss&&f===e;x.batchLoss&&!m&&(x.batchLoss[f]=h.batchLoss[p]);for(let g=0;g<i;g++)x.theta[f*i+g]=h.theta[g*u+p],x.gradient&&!m&&(x.gradient[f*i+g]=h.gradient[g*u+p])}for(let p of h.groups)p.members.forEach((x,m)=>{h.divergedAt[x]>=0||p.rule.states.forEach((g,M)=>{let S=d[x].states[g.name],b=g.perRun?1:i;for(let C=0;C<b;C++)S[f*b+C]=p.state[M][C*p.members.length+m]})});if(!h.settle()||f===e)break;h.advance()}l.forEach((f,p)=>{d[p].divergedAt=h.divergedAt[p],r[f]=d[p]})}return r}function js(s){return new Float64Array(s).fill(Number.NaN)}var mp=.001,gp=.05,za=1e-6,xp=1e-5;function Sr(s,t,e,n,i={minima:[],losses:[]}){let r=new Ks(s,t,n),o=t.length,{d:a}=s,l=r.loss.slice(),c=r.loss.slice(),h=r.loss.slice(),u=r.gradient.slice(),d=new Int32Array(o),f=new Int32Array(o),p=Math.floor(e/2),x=Math.floor(e*.9);for(;r.settle()&&r.step<e;){r.advance();let C=r.step>p;for(let E=0;E<o;E++){if(r.divergedAt[E]>=0)continue;let T=r.loss[E];if(C){let I=0;for(let w=0;w<a;w++)I+=u[w*o+E]*r.gradient[w*o+E];I<0&&f[E]++,T>c[E]&&d[E]++}c[E]=T,r.step===x&&(h[E]=T)}u.set(r.gradient)}let m=Array.from(r.divergedAt,C=>C>=0),g=-1;for(let C=0;C<o;C++)!m[C]&&(g<0||c[C]<c[g])&&(g=C);let M=Math.min(1/0,...i.losses,...g<0?[]:[c[g]]),S=C=>Array.from({length:a},(E,T)=>r.theta[T*o+C]),b=Array.from({length:o},(C,E)=>{if(m[E]||!(c[E]<=l[E]+1e-12*Math.abs(l[E])))return"diverges";let T=l[E]-M,I=c[E]-M;if(I<=za*T)return"converges";if(I<=mp*T){let y=i.minima.filter((G,k)=>i.losses[k]-M<=za*T);(c[g]-M<=za*T||!y.length)&&y.push(S(g));let P=S(E);if(y.some(G=>Gh(P,G)<=gp*Gh(t[E].start,G)))return"converges"}let w=Math.max(1,e-p);return f[E]>.3*w||d[E]>.15*w?"oscillates":h[E]-c[E]<=xp*I?"elsewhere":"descends"});return{loss:c,ending:b,diverged:m}}function Gh(s,t){return Math.hypot(...s.map((e,n)=>e-t[n]))}var yp=(s,t)=>1-Math.min((s-1)/t,1),Wh=s=>Number((.01**(1/s)).toPrecision(4)),es={cosine:{title:"half a cosine, to zero",factor:(s,t)=>(1+Math.cos(Math.PI*Math.min((s-1)/t,1)))/2,rest:s=>[String(s)]},linear:{title:"straight to zero",factor:yp,rest:s=>[String(s)]},exponential:{title:"by equal factors, to a hundredth",factor:(s,t)=>Wh(t)**(s-1),rest:s=>[String(Wh(s))]},inverse_sqrt:{title:"as one over the root of the step",factor:s=>Math.min(s,Math.sqrt(1/s)),rest:()=>[]}};function Ar(s,t,e,n=", "){return`${s}(${[String(t),...es[s].rest(e)].join(n)})`}var Mn=8,Ha="weight_decay";function Va(s,t,e){return{label:s.label,name:s.name,rule:s.rule===null?null:t[s.rule],hyper:{...s.hyper},start:s.start.slice(),seed:s.seed,schedule:"",look:s.look,shown:!0,python:s.python,command:s.command,original:!0,recorded:e}}function Ga(s,t,e){return{label:"",name:s.name,rule:s,hyper:Object.fromEntries(s.hyper.map(n=>[n.name,n.value])),start:e.start.slice(),seed:e.seed,schedule:"",look:t,shown:!0,...qh(s),original:!1,recorded:-1}}function Wa(s){let t=new Set(s.map(n=>n.look.colour)),e=Array.from({length:Mn},(n,i)=>i).find(n=>!t.has(n))??0;return{label:"",colour:e,shade:null,dash:e,marker:e}}function $a(s,t,e){s.rule=t,s.name=t.name,s.hyper=Object.fromEntries(t.hyper.map(n=>[n.name,n.name===Ha?e[Ha]||n.value||.01:e[n.name]??n.value])),"lr"in s.hyper||(s.schedule=""),Object.assign(s,qh(t))}function Ti(s,t,e,n=""){if(!s.schedule)return s.hyper;let i=Ar(s.schedule,s.hyper.lr,t,e);return{...s.hyper,lr:`${n}${i}${n}`}}function $h(s,t){let e=[s.name],n=Ti(s,t,",");for(let i of s.rule?.hyper??[]){let r=n[i.name];typeof r=="string"?e.push(`${i.name}=${r}`):(i.name==="lr"||r!==i.value)&&e.push(`${i.name}=${Number(r.toPrecision(6))}`)}for(let[i,r]of Object.entries(s.rule?.fixed??{}))e.push(r===!0?i:`${i}=${r}`);return e.join(" ")}function Xh(s,t,e,n){let i=r=>r.hyper.map(o=>o.name).filter(o=>o!==Ha&&o!=="lr").sort().join();return s.find(r=>r.name===t.name&&Er(r.switches,{...t.switches,[e]:n})&&i(r)===i(t))}function Er(s,t){let e=n=>JSON.stringify(Object.entries(n).sort(([i],[r])=>i<r?-1:1));return e(s)===e(t)}function qh(s){let e=s.hyper.map(r=>r.name).map(r=>`${r}={${r}}`),n=Object.entries(s.fixed).map(([r,o])=>o===!0?`${r}=True`:`${r}=${o}`),i=[...e,...n];return{python:`tw.${s.name}(${i.join(", ")})`,command:`${s.name.toLowerCase()}${i.length?":":""}${i.join(",")}`}}var vp=32768;function Yh(s){if(!s.closed&&!s.mean)return null;let t=s.rows??1,e=s.closed?s.closed.instructions.length:(s.mean?.program.instructions.length??1)*t;return{d:s.params.length,rows:s.mean?s.rows:null,cost:e,evaluator:n=>new Xa(s,n)}}var Xa=class{constructor(t,e){this.problem=t;this.runs=e;this.d=t.params.length,this.loss=new Float64Array(e),this.gradient=new Float64Array(this.d*e);let n=i=>i&&new ke(i,i.inputs.map(()=>({rows:1,columns:e})));this.closed=n(t.closed),this.penalty=n(t.penalty),this.all=t.mean?Int32Array.from({length:t.mean.columns[0]?.length??1},(i,r)=>r):null}problem;runs;loss;gradient;d;closed;penalty;machines=new Map;all;evaluate(t){if(this.closed){this.give(this.closed,t),ii(this.closed.outputs[0],1,this.runs,this.loss);for(let e=0;e<this.d;e++){let n=this.gradient.subarray(e*this.runs,(e+1)*this.runs);ii(this.closed.outputs[e+1],1,this.runs,n)}}else this.all&&this.evaluateRows(t,this.all)}evaluateRows(t,e){let{runs:n,d:i}=this,r=this.problem.mean;if(!r)throw new Error("this problem has no rows");this.loss.fill(0),this.gradient.fill(0);let o=Math.max(1,Math.floor(vp/n));for(let l=0;l<e.length;l+=o){let c=e.subarray(l,l+o),h=this.machine(r.program,c.length);for(let u=0;u<i;u++)h.inputs[u].data.set(t.subarray(u*n,(u+1)*n));r.columns.forEach((u,d)=>{let f=h.inputs[i+d].data;for(let p=0;p<c.length;p++)f[p]=u[c[p]]}),h.run();for(let u=0;u<=i;u++){let d=u===0?this.loss:this.gradient.subarray((u-1)*n,u*n);bp(h.outputs[u],c.length,d)}}let a=e===this.all?r.weight:1/e.length;for(let l=0;l<n;l++)this.loss[l]*=a;for(let l=0;l<this.gradient.length;l++)this.gradient[l]*=a;this.penalty&&this.addPenalty(this.penalty,t)}machine(t,e){let n=this.machines.get(e);if(!n){let i=t.inputs.map((r,o)=>o<this.d?{rows:this.runs,columns:1}:{rows:1,columns:e});n=new ke(t,i),this.machines.size>4&&this.machines.clear(),this.machines.set(e,n)}return n}give(t,e){for(let n=0;n<this.d;n++)t.inputs[n].data.set(e.subarray(n*this.runs,(n+1)*this.runs));t.run()}addPenalty(t,e){this.give(t,e);for(let n=0;n<=this.d;n++){let{data:i}=t.outputs[n];for(let r=0;r<this.runs;r++){let o=i[i.length===1?0:r];n===0?this.loss[r]+=o:this.gradient[(n-1)*this.runs+r]+=o}}}};function bp(s,t,e){let{rows:n,columns:i,data:r}=s;for(let o=0;o<e.length;o++){let a=n===1?0:o*i;if(i===1)e[o]+=r[a]*t;else{let l=0;for(let c=0;c<i;c++)l+=r[a+c];e[o]+=l}}}function Tr(s){if(s instanceof Float64Array)return s;let[t,e,n]=s;return Float64Array.from({length:n},(i,r)=>t+(e-t)*r/(n-1))}function wn(s,t,e){let n=Tr(s.grid[0]),i=s.grid.length>1?Tr(s.grid[1]):Float64Array.of(0),r=n.length*i.length,o=new Float64Array(r),a=new Uint8Array(r);if(s.loss&&!e)o.set(s.loss);else if(t){let{d:l}=t,c=new Float64Array(l*r);for(let f=0;f<l;f++)c.fill(s.origin[f],f*r,(f+1)*r);let[h,u]=s.axes;for(let f=0,p=0;f<i.length;f++)for(let x=0;x<n.length;x++,p++)c[h*r+p]=n[x],u!==void 0&&(c[u*r+p]=i[f]);let d=t.evaluator(r);e?d.evaluateRows(c,e):d.evaluate(c),o.set(d.loss)}for(let l=0;l<r;l++)Number.isFinite(o[l])||(a[l]=s.done&&!s.done[l]?0:1,o[l]=Number.NaN);return{xs:n,ys:i,loss:o,bad:a}}function Js(s,t,e){let{xs:n,ys:i,loss:r}=s,o=n.length,a=(x,m)=>(m-x[0])/(x[x.length-1]-x[0])*(x.length-1),l=a(n,t),c=a(i,e),h=Math.min(o-2,Math.max(0,Math.floor(l))),u=Math.min(i.length-2,Math.max(0,Math.floor(c))),[d,f]=[l-h,c-u],p=(x,m)=>r[x*o+m];return(p(u,h)*(1-d)+p(u,h+1)*d)*(1-f)+(p(u+1,h)*(1-d)+p(u+1,h+1)*d)*f}var _p=60;function jh(s){let{about:t,problem:e,runs:n}=s,i=(t.contour??t.surface??t.profile)?.ground;return!n||!i?.loss||e.closed||e.mean||i.axes.some(r=>r<0)?null:new Ya(i,e.params.length)}var Ya=class{constructor(t,e){this.d=e;this.axes=t.axes,this.origin=t.origin,this.lines=t.grid.map(Tr),this.values=Float64Array.from(t.loss??[]),t.done?.forEach((n,i)=>{n||(this.values[i]=Number.NaN)})}d;rows=null;cost=_p;axes;origin;lines;values;get count(){return this.lines.map(t=>t.length).join(" × ")}placed(t){return this.origin.map((e,n)=>this.axes.includes(n)?t[n]:e)}evaluator(t){let e=new Float64Array(t),n=new Float64Array(this.d*t);return{loss:e,gradient:n,evaluate:i=>{n.fill(0);for(let r=0;r<t;r++){let o=this.axes.map(l=>i[l*t+r]),a=this.at(o[0],o[1]);e[r]=a[0],this.axes.forEach((l,c)=>{n[l*t+r]=a[1+c]})}},evaluateRows:()=>{throw new Error("samples have no rows")}}}at(t,e){let[n,i]=this.lines,r=n.length,o=Zh(n,t),a=[Number.NaN,Number.NaN,Number.NaN];if(!o)return a;let l=x=>qa(m=>this.values[x*r+m],r,o);if(e===void 0)return l(0);let c=Zh(i,e);if(!c)return a;let h=new Map,u=x=>{let m=h.get(x)??l(x);return h.set(x,m),m},[d,f]=qa(x=>u(x)[0],i.length,c),[p]=qa(x=>u(x)[1],i.length,c);return[d,p,f]}};function Zh(s,t){let e=s.length-1;if(!(t>=s[0]&&t<=s[e]))return null;let n=0,i=e-1;for(;n<i;){let o=n+i+1>>1;s[o]<=t?n=o:i=o-1}let r=s[n+1]-s[n];return{cell:n,part:(t-s[n])/r,size:r}}function qa(s,t,{cell:e,part:n,size:i}){let[r,o]=[s(e),s(e+1)],a=e>0?s(e-1):2*r-o,l=e+2<t?s(e+2):2*o-r,c=(o-a)/2,h=a-2.5*r+2*o-l/2,u=(l-a)/2+1.5*(r-o);return[r+n*(c+n*(h+n*u)),(c+n*(2*h+3*n*u))/i]}var Cr=class{constructor(t){this.scene=t;let{runs:e}=t;this.computed=Yh(t.problem),this.samples=this.computed?null:jh(t),e&&this.begin(e)}scene;computed;samples;entries=[];paths=[];steps=0;batch=null;step=0;chosen=0;playing=!1;speed=1;took=0;listeners=new Map;begin(t){this.steps=t.steps,this.batch=t.batch,this.entries=t.runs.map((e,n)=>Va(e,t.rules,n)),this.compute(!t.first&&t.live),this.step=this.steps,this.chosen=Math.max(0,this.best())}on(t,e){let n=this.listeners.get(t)??new Set;return n.add(e),this.listeners.set(t,n),()=>n.delete(e)}tell(...t){for(let e of t)for(let n of this.listeners.get(e)??[])n()}get live(){return this.samples!==null||this.computed!==null&&this.scene.runs?.live===!0}get d(){return this.scene.problem.params.length}isLive(t){return this.live&&t.rule!==null}get many(){return this.entries.length>Mn}get shown(){return this.entries.flatMap((t,e)=>t.shown?[e]:[])}get focus(){let{shown:t,chosen:e}=this;return t.includes(e)?e:t[0]}get few(){let{shown:t,focus:e}=this,n=t.slice(0,Mn);return e!==void 0&&!n.includes(e)&&(n[Mn-1]=e),n}compute(t=!0){let e=performance.now(),n=new Array(this.entries.length),i=[],r=[];this.entries.forEach((a,l)=>{this.isLive(a)&&(t&&!this.samples||!a.original)&&a.rule?(i.push(l),r.push(this.specOf(a,a.rule))):n[l]=this.recordOf(a.recorded)});let o=this.computed??this.samples;r.length&&o&&Vh(o,r,this.steps,this.batch).forEach((a,l)=>{n[i[l]]=a}),this.paths=n,this.took=performance.now()-e}specOf(t,e){let{hyper:n,start:i,seed:r}=t;return{rule:e,hyper:n,start:i,seed:r,factor:this.factorOf(t)}}factorOf(t){let e=es[t.schedule],{steps:n}=this;return e?i=>e.factor(i,n):null}numbersAt(t,e){let n=this.entries[t],i=this.factorOf(n);return i?{...n.hyper,lr:n.hyper.lr*i(e)}:n.hyper}recordOf(t){let{runs:e}=this.scene,n=e?.recorded;if(!e||!n||t<0)throw new Error("this run was not recorded");let{d:i}=this,r=n.steps.length,o=(l,c)=>l.subarray(t*r*c,(t+1)*r*c),a={};for(let[l,c]of Object.entries(n.states)){let h=c.length/(r*e.runs.length);a[l]=o(c,h)}return{d:i,steps:n.steps,theta:o(n.theta,i),loss:o(n.loss,1),gradient:n.gradient?o(n.gradient,i):null,batchLoss:n.batch_loss?o(n.batch_loss,1):null,states:a,divergedAt:e.diverged[t]}}drifted(t){let e=this.entries[t],{runs:n}=this.scene;if(!n||!e.original||e.recorded<0||!this.isLive(e)||n.first||this.steps!==n.steps||this.batch!==n.batch)return!1;let i=this.paths[t];if(i.divergedAt!==n.diverged[e.recorded])return!0;let r=n.ends.loss[e.recorded],o=i.loss[i.divergedAt>=0?i.divergedAt:i.loss.length-1];return Math.abs(o-r)>1e-6*Math.max(Math.abs(r),1e-6*Math.abs(i.loss[0]))}change(t,e=!0){t(),this.compute(),this.step=Math.min(this.step,this.steps),this.tell("runs","step"),e&&this.tell("settled")}moveStart(t,e,n){let i=this.entries[t].start.slice();this.change(()=>{for(let r of this.entries)!this.isLive(r)||!r.start.every((o,a)=>o===i[a])||(r.start=this.samples?this.samples.placed(e):e.slice(),r.original=!1)},n)}setHyper(t,e,n,i=!0){let r=this.entries[t];this.change(()=>{r.hyper={...r.hyper,[e]:n},this.renamed(r)},i)}setSchedule(t,e){let n=this.entries[t];this.change(()=>{n.schedule=e,this.renamed(n)})}turned(t,e,n){return t.rule?Xh(this.scene.rules,t.rule,e,n):void 0}turn(t,e,n){let i=this.entries[t],r=this.turned(i,e,n);r&&this.change(()=>{$a(i,r,i.hyper),this.renamed(i)})}setRule(t,e){this.change(()=>{let n=this.entries[t],i=e.name===n.name;$a(n,e,i?n.hyper:{}),!i&&"lr"in n.hyper&&(n.hyper.lr=this.goodRate(e,n)),this.renamed(n)})}add(t){let e=Ga(t,Wa(this.entries),this.entries[0]);return"lr"in e.hyper&&(e.hyper.lr=this.goodRate(t,e)),this.renamed(e),this.change(()=>this.entries.push(e)),this.tell("shown"),this.entries.length-1}remove(t){this.change(()=>this.entries.splice(t,1)),this.chosen=Math.min(this.chosen,this.entries.length-1),this.tell("shown")}adopt(t){let{scene:e}=this,n=[];for(let o of t.runs){let a=e.runs?.runs[o.recorded],l=this.entries.find(u=>u.recorded===o.recorded),c=null;if(a&&e.runs){let u=Va(a,e.runs.rules,o.recorded),d=u.rule?.switches??{};if(u.name===o.name&&Er(d,o.switches))c=u;else if(!this.live)continue}let h=e.rules.find(u=>u.name===o.name&&Er(u.switches,o.switches));if(!c&&h&&this.live&&(c=Ga(h,l?.look??Wa(n),this.entries[0])),!!c){if(c.shown=o.shown,this.isLive(c)){let u=c.original&&!o.schedule&&JSON.stringify([c.start,c.seed])===JSON.stringify([o.start,o.seed])&&Object.entries(c.hyper).every(([d,f])=>o.hyper[d]===f);c.start=o.start.slice(),c.seed=o.seed,c.hyper={...c.hyper,...o.hyper},c.schedule=o.schedule in es?o.schedule:"",u||this.renamed(c)}n.push(c)}}if(!n.length)return;let i=this.live,r=this.step===this.steps;this.entries=n,this.chosen=Math.min(this.chosen,n.length-1),i&&(this.steps=t.steps,this.batch=t.batch),this.compute(i),this.step=r?this.steps:Math.min(this.step,this.steps),this.tell("runs","shown","step","settled")}toggle(t){this.entries[t].shown=!this.entries[t].shown,this.tell("shown")}choose(t){t===this.chosen||!this.entries[t]||(this.chosen=t,this.tell("chosen"))}goodRate(t,e){let n=this.sweep(t,e,"lr"),i=-1;return n.losses.forEach((r,o)=>{Number.isFinite(r)&&(i<0||r<n.losses[i])&&(i=o)}),i<0?t.hyper.find(r=>r.name==="lr")?.value??.01:n.values[i]}sweep(t,e,n,i=25){let r=this.valuesOf(t,n,i),o=this.computed??this.samples;if(!o)return{values:r,losses:r.map(()=>Number.NaN)};let a=r.map(h=>({...this.specOf(e,t),hyper:{...e.hyper,[n]:h}})),l=Sr(o,a,this.steps,this.batch),c=Array.from(l.loss,(h,u)=>l.diverged[u]?1/0:h);return{values:r,losses:c}}valuesOf(t,e,n){let i=t.hyper.find(a=>a.name===e),r=a=>a/(n-1);if(i&&(i.high<=1||e==="momentum"))return Array.from({length:n},(a,l)=>Number((.99*r(l)).toPrecision(3)));let o=e==="lr"||!i||i.value<=0?-2:Math.log10(i.value);return Array.from({length:n},(a,l)=>Number((10**(o-3+6*r(l))).toPrecision(3)))}renamed(t){t.original=!1,this.samples&&(t.start=this.samples.placed(t.start)),t.label=$h(t,this.steps),t.look={...t.look,label:t.label}}at(t,e=this.step){let n=this.paths[t],{steps:i}=n,r=e;if(i.length!==this.steps+1){let o=0,a=i.length-1;for(;o<a;){let l=o+a+1>>1;i[l]<=e?o=l:a=l-1}r=o}if(n.divergedAt<0||e<=n.divergedAt)return r;for(;r>0&&i[r]>n.divergedAt;)r--;return r}called(t){let{name:e}=this.entries[t];return this.entries.filter(i=>i.name===e).length===1?e:`${e}, run ${t+1}`}lossAt(t){return this.paths[t].loss[this.at(t)]}lossesOf(t){let{loss:e,batchLoss:n}=this.paths[t];return n&&e.every(Number.isNaN)?n:e}lossWords(t,e){let n=this.lossesOf(t)[this.at(t)];return Number.isNaN(n)&&!this.stopped(t)?"loss not recorded":`${this.lossesOf(t)===this.paths[t].loss?"":"batch "}loss ${e(n)}`}best(t=this.entries.map((e,n)=>n)){let e=-1;for(let n of t){let i=this.paths[n];if(i.divergedAt>=0)continue;let r=i.loss[i.loss.length-1];(e<0||r<this.paths[e].loss[this.paths[e].loss.length-1])&&(e=n)}return e}interpolated(t){return this.samples!==null&&!this.entries[t].original}stop(t){let e=this.paths[t];return this.interpolated(t)&&Number.isNaN(e.loss[e.divergedAt])?"left the samples":"diverged"}stopped(t){let e=this.paths[t].divergedAt;return e>=0&&e<=this.step}go(t){let e=Math.max(0,Math.min(this.steps,Math.round(t)));e!==this.step&&(this.step=e,this.tell("step"))}play(t){t!==this.playing&&(this.playing=t,t&&this.step>=this.steps&&this.go(0),this.tell("playing"))}setSteps(t){let e=this.step===this.steps;this.change(()=>{this.steps=Math.max(1,Math.min(1e5,Math.round(t))),e&&(this.step=this.steps);for(let n of this.entries)n.schedule&&this.renamed(n)})}setBatch(t){this.change(()=>{let e=this.computed?.rows??0;this.batch=t===null?null:Math.max(1,Math.min(e,Math.round(t)))})}reset(){let{runs:t}=this.scene;t&&(this.begin(t),this.tell("runs","shown","step","settled"))}};var Mp={f8:Float64Array,f4:Float32Array,i4:Int32Array,u1:Uint8Array},wp={inf:1/0,"-inf":-1/0,nan:Number.NaN};function Za(s){let t=new DataView(s).getUint32(0,!0),e=new TextDecoder().decode(new Uint8Array(s,4,t)),n=Math.ceil((4+t)/8)*8;return JSON.parse(e,(i,r)=>{let o=r!==null&&typeof r=="object"?r.$:void 0;if(o===void 0)return r;if(typeof o=="string")return wp[o];let[a,l,c]=o;return new Mp[a](s,n+l,c.reduce((h,u)=>h*u,1))})}function Kh(s){let t=Za(s);if(t.format!==1)throw new Error(`a scene of format ${t.format} needs a newer thalweg; this page reads 1`);return t}function R(s,t={},...e){let n=document.createElement(s);for(let[i,r]of Object.entries(t))typeof r=="function"?n.addEventListener(i.slice(2),r):r===!0?n.setAttribute(i,""):r!==!1&&r!==null&&n.setAttribute(i,String(r));for(let i of e)i&&n.append(i);return n}var Sp="http://www.w3.org/2000/svg";function Ke(s,t,...e){let n=document.createElementNS(Sp,s);for(let[i,r]of Object.entries(t))n.setAttribute(i,String(r));return n.append(...e),n}var Ap={play:"M4 2.5v11l9.5-5.5z",pause:"M4 3h3v10H4zM9.5 3h3v10h-3z",first:"M3 3h1.8v10H3zM13 3v10L5.6 8z",last:"M11.2 3H13v10h-1.8zM3 3v10l7.4-5z",back:"M10.5 3v10L3.5 8zM12 3h0z",forward:"M5.5 3v10l7-5z",larger:"M9 2h5v5h-1.8V5L9.6 7.6 8.4 6.4 11 3.8H9zM2 9h1.8v2l2.6-2.6 1.2 1.2L5 12.2h2V14H2z",smaller:"M8.4 2.4h1.8v2.2L12.8 2 14 3.2l-2.6 2.6h2.2v1.8H8.4zM2.4 8.4h5.2v5.2H5.8v-2.2L3.2 14 2 12.8l2.6-2.6H2.4z",more:"M3 6.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8zm5 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8zm5 0a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8z",below:"M3.2 5.4L8 10.2l4.8-4.8 1.2 1.2-6 6-6-6z",close:"M4 3l4 4 4-4 1 1-4 4 4 4-1 1-4-4-4 4-1-1 4-4-4-4z",light:"M8 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM7.3 0h1.4v2.6H7.3zM7.3 13.4h1.4V16H7.3zM0 7.3h2.6v1.4H0zM13.4 7.3H16v1.4h-2.6zM2.3 3.3l1-1 1.9 1.9-1 1zM10.8 11.8l1-1 1.9 1.9-1 1zM2.3 12.7l1.9-1.9 1 1-1.9 1.9zM10.8 4.2l1.9-1.9 1 1-1.9 1.9z",dark:"M6.2 1.5A6.6 6.6 0 1 0 14.5 10 5.6 5.6 0 0 1 6.2 1.5z"};function Je(s){return Ke("svg",{viewBox:"0 0 16 16",width:16,height:16,"aria-hidden":"true",focusable:"false"},Ke("path",{d:Ap[s],fill:"currentColor"}))}function Qe(s,t,e,n={}){return R("button",{type:"button",class:"icon","aria-label":s,title:s,...n,onclick:e},Je(t))}function ns(s){let t=s.getRootNode();return t instanceof Document||t instanceof ShadowRoot?t.activeElement:null}var Jh=".input:is(input,select){box-sizing:border-box;width:100%;min-width:0;min-height:38px;padding:6px 10px;border:1px solid var(--quiet);border-radius:7px;background:var(--paper);color:var(--ink);font:inherit;margin:0}input[type=file]{max-width:100%;font:inherit;font-size:.9rem}.primary,.plain,::file-selector-button{display:inline-block;padding:7px 14px;border:1px solid var(--accent);border-radius:7px;background:var(--accent);color:var(--paper);font:inherit;text-decoration:none;cursor:pointer;align-self:start;justify-self:start}.plain,::file-selector-button{background:transparent;color:var(--accent)}::file-selector-button{margin-right:10px;padding:5px 12px}.field{display:grid;grid-template-columns:minmax(0,1fr);gap:2px;font-size:.85rem;color:var(--quiet)}.field input{font-size:1rem}.field.wide input{font-family:ui-monospace,DejaVu Sans Mono,Menlo,monospace}.fields{display:grid;gap:10px;grid-template-columns:repeat(auto-fill,minmax(min(100%,180px),1fr))}.fields .wide{grid-column:span 2}.fields>.plain{align-self:end}@media(max-width:520px){.fields .wide{grid-column:auto}}.own{display:grid;grid-template-columns:minmax(0,1fr);min-width:0;gap:8px;max-width:900px}.own p,.about p,.wrong p{margin:0}.hint{color:var(--quiet);font-size:.88rem}.wrong{color:var(--wrong)}.wrong pre{margin:2px 0;overflow-x:auto;font-family:ui-monospace,DejaVu Sans Mono,Menlo,monospace}.about{display:grid;gap:6px}@media(min-width:700px){.own.beside{grid-template-columns:400px minmax(0,1fr);gap:8px 24px;max-width:none}}.beside>div{display:grid;gap:10px;align-content:start;max-width:560px}.points{width:100%;max-width:560px;touch-action:none;cursor:crosshair}.points .frame{fill:var(--card);stroke:var(--line)}.points circle{fill:var(--accent);stroke:var(--paper);stroke-width:1.5;cursor:grab}.points circle:focus-visible{outline:none;stroke:var(--ink);stroke-width:3}.points text{fill:var(--quiet);font-size:12px;pointer-events:none}.rows{overflow-x:auto}.rows table,.scores{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}.rows :is(th,td),.scores :is(th,td){padding:2px 12px 2px 0;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap;font-weight:400}.rows th,.scores th[scope=col],.scores caption{color:var(--quiet);text-align:left}";function Qh(s){let t=[];return s.notes.length&&t.push(R("p",{class:"hint"},s.notes.join(" · "))),s.scores.length&&t.push(R("table",{class:"scores"},R("caption",{},"Loss at the end, as Python ran it"),R("tr",{},...["run","these rows","the second file"].map(e=>R("th",{scope:"col"},e))),...s.scores.map(e=>R("tr",{},R("th",{scope:"row"},e.label),R("td",{},e.train?.toPrecision(4)??"diverged"),R("td",{},e.test?.toPrecision(4)??"diverged"))))),t}var Rr=class{element=R("div",{class:"wrong complaint",role:"status","aria-live":"polite"});clear(){this.element.replaceChildren()}say(t){let e=[R("p",{},t.message)];if(t.text!==void 0&&t.position!==void 0){let n=Math.max(0,t.position-24),i=[...t.text.slice(n,t.position+24).replace(/\s/g," ")],r=[...t.text.slice(n,t.position)].length;e.push(R("pre",{"aria-hidden":"true"},`${i.join("")}
${" ".repeat(r)}^`),R("p",{class:"hidden"},`at character ${t.position+1}`))}this.element.replaceChildren(...e)}};var is=420,kn=260,si=26,Ir=class{constructor(t,e,n){this.points=t;this.changed=n;this.frame();let i=R("button",{type:"button",class:"plain",onclick:()=>this.add(this.middle())},"add a point");this.element=R("div",{class:"own beside"},this.plot,R("div",{},R("p",{class:"hint"},"Press to add a point, drag to move it, Delete to remove it. With keys: Tab to a point, arrows, Shift for larger steps."),e,i,this.told)),this.plot.addEventListener("pointerdown",r=>{r.target!==this.plot&&r.target.tagName==="circle"||this.add(this.at(r))}),this.draw()}points;changed;element;plot=Ke("svg",{viewBox:`0 0 ${is} ${kn}`,class:"points",role:"group","aria-label":"Points: press to add one, drag to move one"});told=R("p",{class:"hint",role:"status"});low=[0,0];high=[1,1];frame(){for(let t of[0,1]){let e=this.points.map(o=>o[t]),n=Math.min(...e),i=Math.max(...e),r=.15*(i-n||2);this.low[t]=n-r,this.high[t]=i+r}}middle(){return[0,1].map(t=>Pr((this.low[t]+this.high[t])/2,this.span(t)))}span(t){return this.high[t]-this.low[t]}x(t){return si+(t-this.low[0])/this.span(0)*(is-2*si)}y(t){return kn-si-(t-this.low[1])/this.span(1)*(kn-2*si)}at(t){let e=this.plot.getBoundingClientRect(),n=(t.clientX-e.left)/e.width*is,i=(t.clientY-e.top)/e.height*kn,r=this.low[0]+(n-si)/(is-2*si)*this.span(0),o=this.low[1]+(kn-si-i)/(kn-2*si)*this.span(1);return[Pr(r,this.span(0)),Pr(o,this.span(1))]}add(t){this.points=[...this.points,t],this.draw(this.points.length-1),this.changed(this.points)}remove(t){if(this.points.length<=2){this.told.textContent="A fit needs at least two points.";return}this.points=this.points.filter((e,n)=>n!==t),this.draw(Math.min(t,this.points.length-1)),this.changed(this.points)}move(t,e){this.points=this.points.map((i,r)=>r===t?e:i);let n=this.plot.querySelectorAll("circle")[t];n.setAttribute("cx",String(this.x(e[0]))),n.setAttribute("cy",String(this.y(e[1]))),n.setAttribute("aria-label",tu(t,e)),this.changed(this.points)}draw(t=-1){this.told.textContent=`${this.points.length} points`;let e=[0,1].map(i=>[this.low[i],this.high[i]].map(r=>r.toPrecision(2))),n=(i,r,o,a)=>{let l=Ke("text",{x:r,y:o,"text-anchor":a});return l.textContent=i,l};this.plot.replaceChildren(Ke("rect",{x:.5,y:.5,width:is-1,height:kn-1,rx:6,class:"frame"}),n(`x ${e[0][0]}`,8,kn-8,"start"),n(e[0][1],is-8,kn-8,"end"),n(`y ${e[1][1]}`,8,18,"start"),...this.points.map((i,r)=>this.dot(i,r))),t>=0&&this.plot.querySelectorAll("circle")[t].focus()}dot(t,e){let n=Ke("circle",{cx:this.x(t[0]),cy:this.y(t[1]),r:7,tabindex:0,role:"button","aria-label":tu(e,t)});return n.addEventListener("pointerdown",i=>{i.preventDefault(),n.focus(),n.setPointerCapture(i.pointerId);let r=a=>this.move(e,this.at(a)),o=()=>n.removeEventListener("pointermove",r);n.addEventListener("pointermove",r),n.addEventListener("pointerup",o,{once:!0}),n.addEventListener("pointercancel",o,{once:!0})}),n.addEventListener("dblclick",()=>this.remove(e)),n.addEventListener("keydown",i=>{let r=i.shiftKey?.1:.02,o={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,1],ArrowDown:[0,-1]}[i.key];if(i.key==="Delete"||i.key==="Backspace")this.remove(e);else if(o){let a=this.points[e],l=[0,1].map(c=>Pr(a[c]+o[c]*r*this.span(c),this.span(c)));this.move(e,l)}else return;i.preventDefault()}),n}};function tu(s,[t,e]){return`Point ${s+1}: x ${t}, y ${e}`}function Pr(s,t){let e=10**Math.floor(Math.log10(t)-2);return Number((Math.round(s/e)*e).toPrecision(10))}var Lr=class extends Error{constructor(e,n,i){super(e);this.text=n;this.position=i}text;position};var Tp=["mse","half_mse","mae","huber","logistic"],Dr=class{constructor(t,e,n,i,r){this.complaint=i;this.changed=r;let o={...t.proposal,...e};this.test=e.test,this.target=eu(t.columns.map(h=>h.name),o.target),this.loss=eu(Tp,o.loss),this.model=R("input",{type:"text",value:o.model??"",spellcheck:"false",autocomplete:"off"});let a=()=>this.changed(this.ask(t.table));this.model.addEventListener("input",a),this.loss.addEventListener("change",a),this.target.addEventListener("change",()=>{n.propose(t.table,this.target.value).then(h=>{this.model.value=h.model,this.loss.value=h.loss,a()}).catch(h=>i.say(h))});let l=R("input",{type:"file",accept:".csv,.tsv,.txt,text/csv"}),c=R("span",{class:"hint",role:"status"});l.addEventListener("change",async()=>{let h=l.files?.[0];if(h)try{let u=await n.upload(h);this.test=u.table,c.textContent=`${u.rows} rows for testing`,a()}catch(u){i.say(u)}}),t.why&&i.say(new Lr(t.why)),this.element=R("div",{class:"own"},R("p",{},`${t.source}: ${t.rows.toLocaleString("en")} rows`),Cp(t),R("div",{class:"fields"},ri("target",this.target),ri("loss",this.loss),ri("model",this.model,"wide"),ri("a second file, to test on",l),c))}complaint;changed;element;target;loss;model;test;ask(t){return{table:t,target:this.target.value,loss:this.loss.value,model:this.model.value,...this.test?{test:this.test}:{}}}};function ri(s,t,e=""){return t.getAttribute("type")!=="file"&&t.classList.add("input"),R("label",{class:`field ${e}`},R("span",{},s),t)}function eu(s,t){let e=R("select",{},...s.map(n=>R("option",{value:n},n)));return t!==void 0&&(e.value=t),e}function Cp(s){return R("div",{class:"rows",tabindex:0,role:"region","aria-label":"The first rows"},R("table",{},R("thead",{},R("tr",{},...s.columns.map(t=>R("th",{scope:"col"},t.name)))),R("tbody",{},...s.first.slice(0,4).map(t=>R("tr",{},...t.map(e=>R("td",{},e)))))))}var Rp=150,Pp=[[0,.2],[1,1.1],[2,1.4],[3,2.6],[4,2.9]],Nr=class{constructor(t){this.host=t;let{formula:e}=this;e.addEventListener("input",()=>{this.more.replaceChildren(),this.later({formula:e.value})});let n=R("input",{type:"file",accept:".csv,.tsv,.txt,text/csv"});n.addEventListener("change",()=>n.files?.[0]&&this.take(n.files[0]));let i=R("button",{type:"button",class:"plain",onclick:()=>this.points()},"set points");this.element=R("section",{class:"own given","aria-label":"Your own input",hidden:!0},R("div",{class:"fields"},ri("a formula: a loss in its parameters",e,"wide"),ri("a table, as a CSV file",n),i),this.more,this.complaint.element,this.about)}host;element;formula=R("input",{type:"text",placeholder:"x**2 + 10*y**2",spellcheck:"false",autocomplete:"off"});complaint=new Rr;about=R("div",{class:"about"});more=R("div",{});typing=0;asked=0;async upload(t){let e=await t.arrayBuffer();return await this.python("table",{name:t.name},e)}async propose(t,e){return await this.python("proposal",{table:t,target:e})}python(t,e,n){return this.host.request("python",{what:t,ask:e,...n?{content:n}:{}})}async take(t){try{let e=await this.upload(t);this.complaint.clear(),this.formula.value="";let n={table:e.table,...e.proposal??{}},i=new Dr(e,n,this,this.complaint,r=>this.later(r));this.more.replaceChildren(i.element),await this.show(n)}catch(e){this.complaint.say(e)}}points(){let t=R("input",{type:"text",value:"w*x + b",spellcheck:"false"}),e=Pp,n=()=>this.later({points:e,model:t.value});t.addEventListener("input",n);let i=new Ir(e,ri("model, in x",t,"wide"),r=>{e=r,n()});this.formula.value="",this.more.replaceChildren(i.element),n()}later(t){clearTimeout(this.typing),this.typing=setTimeout(()=>this.show(t),Rp)}async show(t){let e=++this.asked;try{let n=await this.python("scene",t);if(e!==this.asked)return;this.complaint.clear(),this.about.replaceChildren(...Qh(n))}catch(n){e===this.asked&&this.complaint.say(n)}}};function ja(s,t,e){let{recorded:n}=t.entries[e];return n<0||s.runs.includes(n)}function nu(s,t){return new Proxy(s,{get(e,n,i){if(n==="shown")return e.shown.filter(r=>ja(t,e,r));if(n==="step"&&t.step!==null)return Math.min(t.step,e.steps);if(n==="chosen"){let{chosen:r}=e;return e.entries[r]&&ja(t,e,r)?r:Math.max(0,e.entries.findIndex((o,a)=>ja(t,e,a)))}return Reflect.get(e,n,i)},set:(e,n,i)=>Reflect.set(e,n,i)})}function iu(s,t){let e=s.entries.flatMap((r,o)=>t.runs.includes(r.recorded)?[{entry:r,run:o}]:[]);if(t.about)return{label:t.label,outcome:t.outcome};let{scene:n}=s;return e.length===t.runs.length&&e.every(({entry:r})=>r.original)&&s.steps===n.runs?.steps?{label:t.label,outcome:t.outcome}:{label:t.step!==null?t.label:e.map(({entry:r})=>r.label).join(", "),outcome:e.length===1?Ip(s,e[0].run):""}}function Ip(s,t){let e=s.paths[t];return e.divergedAt>=0?`${s.stop(t)} at step ${e.divergedAt}`:""}var Lp={"-":"⁻",0:"⁰",1:"¹",2:"²",3:"³",4:"⁴",5:"⁵",6:"⁶",7:"⁷",8:"⁸",9:"⁹"};function Ur(s){return`10${String(s).replace(/[-\d]/g,t=>Lp[t])}`}function Mt(s,t=3){if(Number.isNaN(s))return"not a number";let e=s<0?"−":"",n=Math.abs(s);if(n===1/0)return`${e}∞`;if(n===0)return"0";let i=Math.floor(Math.log10(n));if(i>=5||i<-4){let[r,o]=n.toExponential(t-1).split("e");return`${e}${su(r)}×${Ur(Number(o))}`}return e+su(n.toFixed(Math.max(0,t-1-i)))}function At(s,t=3){if(s===1/0)return"infinite";if(s===-1/0)return"minus infinity";if(Number.isNaN(s))return"not a number";let e=Math.abs(s);return e>=1e6||e>0&&e<1e-4?s.toExponential(t-1).replace(/\.?0*e\+?/,"e"):String(Number(s.toPrecision(t)))}function su(s){return s.includes(".")?s.replace(/\.?0+$/,""):s}function Ka(s,t){let e=s/t,n=10**Math.floor(Math.log10(e));for(let i of[1,2,2.5,5,10])if(i*n>=e*(1-1e-9))return i*n;return 10*n}function ru(s,t,e,n=!1){if(!(t>s))return[];let i=Ka(t-s,e);n&&(i=Math.max(1,Math.round(i)));let r=Math.max(0,-Math.floor(Math.log10(i)+1e-9)+(Dp(i)?1:0)),o=[];for(let a=Math.ceil(s/i-1e-9);a*i<=t+1e-9*i;a++){let l=Number((a*i).toPrecision(12))+0,h=Math.max(Math.abs(s),Math.abs(t))>=1e6||r>5?Mt(l):(l<0?"−":"")+Math.abs(l).toFixed(r);o.push({value:l,text:h})}return o}function Dp(s){return Math.abs(s/10**Math.floor(Math.log10(s)+1e-9)-2.5)<1e-6}function ou(s,t,e){let n=Math.log10(s),i=Math.log10(t),r=i-n,o=r<1.2?[1,2,3,5]:r<2.5?[1,3]:[1],a=Math.max(1,Math.ceil(r/e)),l=[];for(let c=Math.floor(n);c<=i;c++)if((c%a+a)%a===0)for(let h of o){let u=+`${h}e${c}`;u<s*(1-1e-9)||u>t*(1+1e-9)||l.push({value:u,text:c>=-3&&c<=4?Mt(u,2):h===1?Ur(c):Mt(u,2)})}return l}function Be(s,t=.05){let e=1/0,n=-1/0;for(let r of s)Number.isFinite(r)&&(r<e&&(e=r),r>n&&(n=r));if(e>n)return[0,1];if(n-e<=1e-12*Math.max(Math.abs(e),Math.abs(n),1e-300)){let r=e===0?1:.5*Math.abs(e);return[e-r,n+r]}let i=t*(n-e);return[e-i,n+i]}function Kt(s,[t,e]){return Math.max(t,Math.min(e,s))}function Bn(s,t,e=!1){let n=e?Math.log:l=>l,[i,r]=[n(s[0]),n(s[1])],o=(t[1]-t[0])/(r-i),a=(l=>t[0]+(n(l)-i)*o);return a.invert=l=>{let c=i+(l-t[0])/o;return e?Math.exp(c):c},a.log=e,a.limits=[s[0],s[1]],a}function Sn(s,t,e,n,i,r,o,a){let l=Math.hypot(n-t,i-e);if(!(l>.5))return;let[c,h]=[(n-t)/l,(i-e)/l],u=Math.min(l,3+2.4*o),[d,f]=[n-u*c,i-u*h];s.line([t,d],[e,f],2,{colour:r,width:o,alpha:a});let p=u*.5;s.rings([[[n,i],[d-p*h,f+p*c],[d+p*h,f-p*c]]],{fill:r,alpha:a})}var au=[null,oi(4,45,1.15),oi(3,-90,1.25),oi(4,0,1.2),oi(3,90,1.25),Np(),oi(3,180,1.25),oi(3,0,1.25)];function oi(s,t,e){return Array.from({length:s},(n,i)=>{let r=(t+360*i/s)*Math.PI/180;return[e*Math.cos(r),e*Math.sin(r)]})}function Np(){return Array.from({length:10},(s,t)=>{let e=(-90+36*t)*Math.PI/180,n=t%2?.62:1.5;return[n*Math.cos(e),n*Math.sin(e)]})}function Ja(s){return au[s%au.length]}function Fr(s,t,e,n,i,r){let o=Ja(t.marker);o?s.rings([o.map(([a,l])=>[e+i*a,n+i*l])],r):s.circle(e,n,i,r)}function Qa(s,t,e){let n=a=>[1,3,5].map(l=>Number.parseInt(a.slice(l,l+2),16)),[i,r]=[n(s),n(t)];return`#${i.map((a,l)=>Math.round(a+(r[l]-a)*e).toString(16).padStart(2,"0")).join("")}`}function Ci(s,t){let e=Math.min(1,Math.max(0,t))*(s.length-1),n=Math.min(s.length-2,Math.floor(e));return Qa(s[n],s[n+1],e-n)}function un(s,t){return t.shade!==null?Ci(s.shades,t.shade):s.palette[(t.colour??0)%s.palette.length]}function Or(s,t,e){return s[t.dash%s.length].map(n=>n*e)}function kr(s,t,e,n,i){for(let[r,o,a]of[[t.paper,4.4,i+1],[t.ink,1.8,i]])s.line([e-a,e+a],[n,n],2,{colour:r,width:o}),s.line([e,e],[n-a,n+a],2,{colour:r,width:o})}var tl='ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif';function En(s){return Kt(s,[-1e5,1e5])}var Br=null;function lu(s,t,e){let n=s;for(;n.length>1&&fe(n,t)>e;)n=`${n.slice(0,-2)}…`;return n}function fe(s,t){if(Br??=document.createElement("canvas").getContext("2d"),!Br)throw new Error("this browser gives no canvas");return Br.font=`${t}px ${tl}`,Br.measureText(s).width}var Ri=class{constructor(t){this.g=t}g;line(t,e,n,i){let{g:r}=this;r.beginPath();let o=!1;for(let a=0;a<n;a++){let l=t[a],c=e[a];Number.isNaN(l+c)?o=!1:o?r.lineTo(l,c):(r.moveTo(l,c),o=!0)}r.globalAlpha=i.alpha??1,r.strokeStyle=i.colour,r.lineWidth=i.width,r.lineJoin="round",r.lineCap=i.dash?.length?"butt":"round",r.setLineDash(i.dash??[]),r.stroke(),r.setLineDash([]),r.globalAlpha=1}rings(t,e){let{g:n}=this;n.beginPath();for(let i of t){for(let r=0;r<i.length;r++)r?n.lineTo(i[r][0],i[r][1]):n.moveTo(i[r][0],i[r][1]);n.closePath()}this.paint(e)}circle(t,e,n,i){this.g.beginPath(),this.g.arc(t,e,n,0,2*Math.PI),this.paint(i)}rect(t,e,n,i,r){this.g.beginPath(),this.g.rect(t,e,n,i),this.paint(r)}paint(t){let{g:e}=this;e.globalAlpha=t.alpha??1,t.fill&&(e.fillStyle=t.fill,e.fill("evenodd")),t.stroke&&(e.strokeStyle=t.stroke,e.lineWidth=t.width??1,e.lineJoin="round",e.stroke()),e.globalAlpha=1}text(t,e,n,i){let{g:r}=this;r.save(),r.translate(t,e),i.turn&&r.rotate(-Math.PI/2),r.font=`${i.italic?"italic ":""}${i.bold?"600 ":""}${i.size}px ${tl}`,r.textAlign=i.align??"left",r.textBaseline=i.base??"middle",i.halo&&(r.strokeStyle=i.halo,r.lineWidth=3.5,r.lineJoin="round",r.strokeText(n,0,0)),r.fillStyle=i.colour,r.fillText(n,0,0),r.restore()}clip(t,e,n,i,r){this.g.save(),this.g.beginPath(),this.g.rect(t,e,n,i),this.g.clip(),r(),this.g.restore()}},he=s=>String(Math.round(s*100)/100);function An(s){let t={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;"};return s.replace(/[&<>"]/g,e=>t[e])}var zr=class{parts=[];clips=0;line(t,e,n,i){let r="",o=!1;for(let c=0;c<n;c++){if(Number.isNaN(t[c]+e[c])){o=!1;continue}r+=`${o?"L":"M"}${he(t[c])} ${he(e[c])}`,o=!0}if(!r)return;let a=i.dash?.length?` stroke-dasharray="${i.dash.map(he).join(" ")}"`:"",l=i.alpha===void 0?"":` stroke-opacity="${i.alpha}"`;this.parts.push(`<path d="${r}" fill="none" stroke="${An(i.colour)}" stroke-width="${he(i.width)}" stroke-linejoin="round"${a}${l}/>`)}rings(t,e){let n=t.map(i=>`${i.map(([r,o],a)=>`${a?"L":"M"}${he(r)} ${he(o)}`).join("")}Z`).join("");n&&this.parts.push(`<path d="${n}" fill-rule="evenodd"${this.paint(e)}/>`)}circle(t,e,n,i){this.parts.push(`<circle cx="${he(t)}" cy="${he(e)}" r="${he(n)}"${this.paint(i)}/>`)}rect(t,e,n,i,r){this.parts.push(`<rect x="${he(t)}" y="${he(e)}" width="${he(n)}" height="${he(i)}"${this.paint(r)}/>`)}paint(t){let e=t.stroke?` stroke="${An(t.stroke)}" stroke-width="${he(t.width??1)}"`:"",n=t.alpha===void 0?"":` opacity="${t.alpha}"`;return` fill="${An(t.fill??"none")}"${e}${n}`}text(t,e,n,i){let r={left:"start",center:"middle",right:"end"}[i.align??"left"],o={top:.76,middle:.34,bottom:-.2}[i.base??"middle"]*i.size,a=i.turn?" rotate(-90)":"",l=i.bold?' font-weight="600"':"",c=i.italic?' font-style="italic"':"",h=i.halo?` stroke="${An(i.halo)}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"`:"";this.parts.push(`<text transform="translate(${he(t)} ${he(e)})${a}" dy="${he(o)}" font-size="${he(i.size)}" text-anchor="${r}" fill="${An(i.colour)}"${l}${c}${h}>${An(n)}</text>`)}clip(t,e,n,i,r){let o=`clip${this.clips++}`;this.parts.push(`<clipPath id="${o}"><rect x="${he(t)}" y="${he(e)}" width="${he(n)}" height="${he(i)}"/></clipPath><g clip-path="url(#${o})">`),r(),this.parts.push("</g>")}svg(t,e,n,i,r){return[`<svg xmlns="http://www.w3.org/2000/svg" width="${t}" height="${e}" viewBox="0 0 ${t} ${e}" role="img" font-family="${An(tl.replace(/"/g,"'"))}">`,`<title>${An(i)}</title><desc>${An(r)}</desc>`,`<rect width="${t}" height="${e}" fill="${An(n)}"/>`,...this.parts,"</svg>"].join(`
`)}};var Tn=class{constructor(t){this.room=t}room;taken=[];light=[];keep(t){this.taken.push(t)}spare(t,e){this.light.push([t,e])}free(t){return!this.taken.some(e=>Up(t,e))}place(t){let e=t.map(r=>this.moved(r)),n=e.filter(r=>this.free(r)),i=n.find(r=>!this.covers(r))??n[0]??e[0];return this.keep(i),i}moved(t){let{room:e}=this;return{...t,x:Kt(t.x,[e.x,e.x+e.width-t.width]),y:Kt(t.y,[e.y,e.y+e.height-t.height])}}covers(t){return this.light.some(([e,n])=>{for(let i=0;i+1<e.length;i++)if(Fp(t,e,n,i))return!0;return!1})}};function $e(s,t,e,n){return{x:s-e/2,y:t-n/2,width:e,height:n}}function Up(s,t){return s.x<t.x+t.width&&t.x<s.x+s.width&&s.y<t.y+t.height&&t.y<s.y+s.height}function Fp(s,t,e,n){let[i,r]=[0,1];for(let[o,a,l,c]of[[t[n],t[n+1],s.x,s.width],[e[n],e[n+1],s.y,s.height]]){let h=a-o;if(Number.isNaN(h))return!1;if(h===0){if(o<l||o>l+c)return!1;continue}let[u,d]=[(l-o)/h,(l+c-o)/h];i=Math.max(i,Math.min(u,d)),r=Math.min(r,Math.max(u,d))}return i<=r}var Op=oi(5,-90,1.25),Qs=6,el=11.5;function ss(s,t,e){for(let{x:n,y:i}of e)s.rings([Op.map(([r,o])=>[n+Qs*r,i+Qs*o])],{fill:t.ink,stroke:t.paper,width:1.4})}function rs(s,t,e,n){for(let{x:i,y:r}of e)n.keep($e(i,r,2*Qs,2*Qs));for(let{text:i,x:r,y:o}of e){let a=fe(i,el)+4,l=el+3,c=Qs+4,h=[0,1,2].map(f=>c+l*(f+.5)),u=[[r+c+a/2,o],[r-c-a/2,o],...h.flatMap(f=>[[r,o-f],[r,o+f],[r+a/2,o-f],[r-a/2,o-f],[r+a/2,o+f],[r-a/2,o+f]])].map(([f,p])=>$e(f,p,a,l)),d=n.place(u);s.text(d.x+a/2,d.y+l/2,i,{colour:t.ink,size:el,align:"center",halo:t.paper})}}function os(s=[]){return s.length?[`Marked: ${s.map(({said:t})=>t).join("; ")}.`]:[]}function Hr(s,t){return s==null||t==null?NaN:s<t?-1:s>t?1:s>=t?0:NaN}function kp(s,t){return s==null||t==null?NaN:t<s?-1:t>s?1:t>=s?0:NaN}function cu(s){let t,e,n;s.length!==2?(t=Hr,e=(a,l)=>Hr(s(a),l),n=(a,l)=>s(a)-l):(t=s===Hr||s===kp?s:Bp,e=s,n=s);function i(a,l,c=0,h=a.length){if(c<h){if(t(l,l)!==0)return h;do{let u=c+h>>>1;e(a[u],l)<0?c=u+1:h=u}while(c<h)}return c}function r(a,l,c=0,h=a.length){if(c<h){if(t(l,l)!==0)return h;do{let u=c+h>>>1;e(a[u],l)<=0?c=u+1:h=u}while(c<h)}return c}function o(a,l,c=0,h=a.length){let u=i(a,l,c,h-1);return u>c&&n(a[u-1],l)>-n(a[u],l)?u-1:u}return{left:i,center:o,right:r}}function Bp(){return 0}function zp(s){return s===null?NaN:+s}var hu=cu(Hr),yM=hu.right,vM=hu.left,bM=cu(zp).center;var Hp=uu(du),_M=uu(Vp);function uu(s){return function(t,e,n=e){if(!((e=+e)>=0))throw new RangeError("invalid rx");if(!((n=+n)>=0))throw new RangeError("invalid ry");let{data:i,width:r,height:o}=t;if(!((r=Math.floor(r))>=0))throw new RangeError("invalid width");if(!((o=Math.floor(o!==void 0?o:i.length/r))>=0))throw new RangeError("invalid height");if(!r||!o||!e&&!n)return t;let a=e&&s(e),l=n&&s(n),c=i.slice();return a&&l?(as(a,c,i,r,o),as(a,i,c,r,o),as(a,c,i,r,o),ls(l,i,c,r,o),ls(l,c,i,r,o),ls(l,i,c,r,o)):a?(as(a,i,c,r,o),as(a,c,i,r,o),as(a,i,c,r,o)):l&&(ls(l,i,c,r,o),ls(l,c,i,r,o),ls(l,i,c,r,o)),t}}function as(s,t,e,n,i){for(let r=0,o=n*i;r<o;)s(t,e,r,r+=n,1)}function ls(s,t,e,n,i){for(let r=0,o=n*i;r<n;++r)s(t,e,r,r+o,n)}function Vp(s){let t=du(s);return(e,n,i,r,o)=>{i<<=2,r<<=2,o<<=2,t(e,n,i+0,r+0,o),t(e,n,i+1,r+1,o),t(e,n,i+2,r+2,o),t(e,n,i+3,r+3,o)}}function du(s){let t=Math.floor(s);if(t===s)return Gp(s);let e=s-t,n=2*s+1;return(i,r,o,a,l)=>{if(!((a-=l)>=o))return;let c=t*r[o],h=l*t,u=h+l;for(let d=o,f=o+h;d<f;d+=l)c+=r[Math.min(a,d)];for(let d=o,f=a;d<=f;d+=l)c+=r[Math.min(a,d+h)],i[d]=(c+e*(r[Math.max(o,d-u)]+r[Math.min(a,d+u)]))/n,c-=r[Math.max(o,d-h)]}}function Gp(s){let t=2*s+1;return(e,n,i,r,o)=>{if(!((r-=o)>=i))return;let a=s*n[i],l=o*s;for(let c=i,h=i+l;c<h;c+=o)a+=n[Math.min(r,c)];for(let c=i,h=r;c<=h;c+=o)a+=n[Math.min(r,c+l)],e[c]=a/t,a-=n[Math.max(i,c-l)]}}function Wp(s,t){let e=0;if(t===void 0)for(let n of s)n!=null&&(n=+n)>=n&&++e;else{let n=-1;for(let i of s)(i=t(i,++n,s))!=null&&(i=+i)>=i&&++e}return e}function fu(s,t){let e,n;if(t===void 0)for(let i of s)i!=null&&(e===void 0?i>=i&&(e=n=i):(e>i&&(e=i),n<i&&(n=i)));else{let i=-1;for(let r of s)(r=t(r,++i,s))!=null&&(e===void 0?r>=r&&(e=n=r):(e>r&&(e=r),n<r&&(n=r)))}return[e,n]}var $p=Array.prototype,MM=$p.slice;var Xp=Math.sqrt(50),qp=Math.sqrt(10),Yp=Math.sqrt(2);function Vr(s,t,e){let n=(t-s)/Math.max(0,e),i=Math.floor(Math.log10(n)),r=n/Math.pow(10,i),o=r>=Xp?10:r>=qp?5:r>=Yp?2:1,a,l,c;return i<0?(c=Math.pow(10,-i)/o,a=Math.round(s*c),l=Math.round(t*c),a/c<s&&++a,l/c>t&&--l,c=-c):(c=Math.pow(10,i)*o,a=Math.round(s/c),l=Math.round(t/c),a*c<s&&++a,l*c>t&&--l),l<a&&.5<=e&&e<2?Vr(s,t,e*2):[a,l,c]}function pu(s,t,e){if(t=+t,s=+s,e=+e,!(e>0))return[];if(s===t)return[s];let n=t<s,[i,r,o]=n?Vr(t,s,e):Vr(s,t,e);if(!(r>=i))return[];let a=r-i+1,l=new Array(a);if(n)if(o<0)for(let c=0;c<a;++c)l[c]=(r-c)/-o;else for(let c=0;c<a;++c)l[c]=(r-c)*o;else if(o<0)for(let c=0;c<a;++c)l[c]=(i+c)/-o;else for(let c=0;c<a;++c)l[c]=(i+c)*o;return l}function Zp(s,t,e){return t=+t,s=+s,e=+e,Vr(s,t,e)[2]}function mu(s,t,e){let n;for(;;){let i=Zp(s,t,e);if(i===n||i===0||!isFinite(i))return[s,t];if(i>0){let r=Math.ceil(s/i),o=Math.floor(t/i);s=(r-(r*i>s))*i,t=(o+(o*i<t))*i}else if(i<0){let r=-i,o=Math.ceil(s*r),a=Math.floor(t*r);s=(o-(o/r>s))/r,t=(a+(a/r<t))/r}n=i}}function gu(s){return Math.max(1,Math.ceil(Math.log(Wp(s))/Math.LN2)+1)}var wM=jp(Math.random);function jp(s){return function(e,n=0,i=e.length){let r=i-(n=+n);for(;r;){let o=s()*r--|0,a=e[r+n];e[r+n]=e[o+n],e[o+n]=a}return e}}var Kp=Array.prototype,Jp=Kp.slice;function Qp(s,t){return s-t}function tm(s){for(var t=0,e=s.length,n=s[e-1][1]*s[0][0]-s[e-1][0]*s[0][1];++t<e;)n+=s[t-1][1]*s[t][0]-s[t-1][0]*s[t][1];return n}var xu=s=>()=>s;function em(s,t){for(var e=-1,n=t.length,i;++e<n;)if(i=nm(s,t[e]))return i;return 0}function nm(s,t){for(var e=t[0],n=t[1],i=-1,r=0,o=s.length,a=o-1;r<o;a=r++){var l=s[r],c=l[0],h=l[1],u=s[a],d=u[0],f=u[1];if(im(l,u,t))return 0;h>n!=f>n&&e<(d-c)*(n-h)/(f-h)+c&&(i=-i)}return i}function im(s,t,e){var n;return sm(s,t,e)&&rm(s[n=+(s[0]===t[0])],e[n],t[n])}function sm(s,t,e){return(t[0]-s[0])*(e[1]-s[1])===(e[0]-s[0])*(t[1]-s[1])}function rm(s,t,e){return s<=t&&t<=e||e<=t&&t<=s}function om(){}var zn=[[],[[[1,1.5],[.5,1]]],[[[1.5,1],[1,1.5]]],[[[1.5,1],[.5,1]]],[[[1,.5],[1.5,1]]],[[[1,1.5],[.5,1]],[[1,.5],[1.5,1]]],[[[1,.5],[1,1.5]]],[[[1,.5],[.5,1]]],[[[.5,1],[1,.5]]],[[[1,1.5],[1,.5]]],[[[.5,1],[1,.5]],[[1.5,1],[1,1.5]]],[[[1.5,1],[1,.5]]],[[[.5,1],[1.5,1]]],[[[1,1.5],[1.5,1]]],[[[.5,1],[1,1.5]]],[]];function vu(){var s=1,t=1,e=gu,n=l;function i(c){var h=e(c);if(Array.isArray(h))h=h.slice().sort(Qp);else{let u=fu(c,am);for(h=pu(...mu(u[0],u[1],h),h);h[h.length-1]>=u[1];)h.pop();for(;h[1]<u[0];)h.shift()}return h.map(u=>r(c,u))}function r(c,h){let u=h==null?NaN:+h;if(isNaN(u))throw new Error(`invalid value: ${h}`);var d=[],f=[];return o(c,u,function(p){n(p,c,u),tm(p)>0?d.push([p]):f.push(p)}),f.forEach(function(p){for(var x=0,m=d.length,g;x<m;++x)if(em((g=d[x])[0],p)!==-1){g.push(p);return}}),{type:"MultiPolygon",value:h,coordinates:d}}function o(c,h,u){var d=new Array,f=new Array,p,x,m,g,M,S;for(p=x=-1,g=Pi(c[0],h),zn[g<<1].forEach(b);++p<s-1;)m=g,g=Pi(c[p+1],h),zn[m|g<<1].forEach(b);for(zn[g<<0].forEach(b);++x<t-1;){for(p=-1,g=Pi(c[x*s+s],h),M=Pi(c[x*s],h),zn[g<<1|M<<2].forEach(b);++p<s-1;)m=g,g=Pi(c[x*s+s+p+1],h),S=M,M=Pi(c[x*s+p+1],h),zn[m|g<<1|M<<2|S<<3].forEach(b);zn[g|M<<3].forEach(b)}for(p=-1,M=c[x*s]>=h,zn[M<<2].forEach(b);++p<s-1;)S=M,M=Pi(c[x*s+p+1],h),zn[M<<2|S<<3].forEach(b);zn[M<<3].forEach(b);function b(C){var E=[C[0][0]+p,C[0][1]+x],T=[C[1][0]+p,C[1][1]+x],I=a(E),w=a(T),y,P;(y=f[I])?(P=d[w])?(delete f[y.end],delete d[P.start],y===P?(y.ring.push(T),u(y.ring)):d[y.start]=f[P.end]={start:y.start,end:P.end,ring:y.ring.concat(P.ring)}):(delete f[y.end],y.ring.push(T),f[y.end=w]=y):(y=d[w])?(P=f[I])?(delete d[y.start],delete f[P.end],y===P?(y.ring.push(T),u(y.ring)):d[P.start]=f[y.end]={start:P.start,end:y.end,ring:P.ring.concat(y.ring)}):(delete d[y.start],y.ring.unshift(E),d[y.start=I]=y):d[I]=f[w]={start:I,end:w,ring:[E,T]}}}function a(c){return c[0]*2+c[1]*(s+1)*4}function l(c,h,u){c.forEach(function(d){var f=d[0],p=d[1],x=f|0,m=p|0,g=nl(h[m*s+x]);f>0&&f<s&&x===f&&(d[0]=yu(f,nl(h[m*s+x-1]),g,u)),p>0&&p<t&&m===p&&(d[1]=yu(p,nl(h[(m-1)*s+x]),g,u))})}return i.contour=r,i.size=function(c){if(!arguments.length)return[s,t];var h=Math.floor(c[0]),u=Math.floor(c[1]);if(!(h>=0&&u>=0))throw new Error("invalid size");return s=h,t=u,i},i.thresholds=function(c){return arguments.length?(e=typeof c=="function"?c:Array.isArray(c)?xu(Jp.call(c)):xu(c),i):e},i.smooth=function(c){return arguments.length?(n=c?l:om,i):n===l},i}function am(s){return isFinite(s)?s:NaN}function Pi(s,t){return s==null?!1:+s>=t}function nl(s){return s==null||isNaN(s=+s)?-1/0:s}function yu(s,t,e,n){let i=n-t,r=e-t,o=isFinite(i)||isFinite(r)?i/r:Math.sign(i)/Math.sign(r);return isNaN(o)?s:s+o-.5}function Cn(s,t){let e=s.xs.length,n=s.ys.length,i=Array.from(s.loss,l=>Number.isNaN(l)?1e300:l),r=vu().size([e,n]).smooth(!0),o=(s.xs[e-1]-s.xs[0])/(e-1),a=(s.ys[n-1]-s.ys[0])/(n-1);return t.map(l=>r.contour(i,l).coordinates.flatMap(c=>c.map(h=>h.map(([u,d])=>[u<=0?s.xs[0]-o:u>=e?s.xs[e-1]+o:s.xs[0]+(u-.5)*o,d<=0?s.ys[0]-a:d>=n?s.ys[n-1]+a:s.ys[0]+(d-.5)*a]))))}var lm=41,bu=56,Gr=class{constructor(t,e){this.model=t;this.about=e}model;about;known=null;get now(){let{model:t}=this,{computed:e,batch:n}=t,{seed:i}=t.entries[t.chosen];if(!e?.rows||n===null)return null;let r=Math.min(t.step,t.steps-1);return{rows:new ts(e.rows,n,i).at(r),step:r,key:`${n} ${i} ${r}`}}draw(t,e){let{now:n,about:i}=this,{computed:r}=this.model;if(!(!n||!r)){if(this.known?.key!==n.key){let o=i.ground.grid.map(l=>{let c=l instanceof Float64Array?[l[0],l[l.length-1]]:l;return[c[0],c[1],lm]}),a=wn({...i.ground,grid:o,loss:null},r,n.rows);this.known={key:n.key,rings:Cn(a,i.levels.values.slice(1))}}for(let o of this.known.rings)for(let a of o){let l=a.map(([h])=>e.x(h)),c=a.map(([,h])=>e.y(h));t.line(l,c,a.length,{colour:e.colour,width:1,dash:[4,3],alpha:.8})}this.slopes(t,e,n.rows,n.step)}}slopes(t,e,n,i){let{model:r}=this,{computed:o,chosen:a}=r;if(!o)return;let l=r.paths[a],c=r.at(a,i),h=l.theta.slice(c*l.d,(c+1)*l.d);if(h.some(Number.isNaN))return;let u=o.evaluator(1);u.evaluate(h);let d=u.gradient.slice();u.evaluateRows(h,n);let[f,p]=this.about.ground.axes,[x,m]=[e.x(h[f]),e.y(h[p])],g=e.x(1)-e.x(0),M=e.y(1)-e.y(0),S=C=>Math.hypot(C[f]*g,C[p]*M),b=Math.max(S(d),S(u.gradient));if(b>0)for(let[C,E,T]of[[d,e.theme.ink,"all rows"],[u.gradient,e.colour,"batch"]]){let[I,w]=[-C[f]*g*bu/b,-C[p]*M*bu/b];Sn(t,x,m,x+I,m+w,e.theme.paper,5,.8),Sn(t,x,m,x+I,m+w,E,2.4,1),t.text(x+I*1.2,m+w*1.2,T,{colour:E,size:11.5,align:"center",halo:e.theme.paper})}}};var _u=11.5;function tr(s,t,e){let[n,i]=[s.x+s.width,s.y+s.height];return t>=s.x-.5&&t<=n+.5&&e>=s.y-.5&&e<=i+.5}function Mu(s,{xs:t,ys:e,steps:n,loss:i},r){if(r<2||tr(s,t[r-1],e[r-1]))return null;let o=r-2;for(;o>=0&&!tr(s,t[o],e[o]);)o--;if(o<0)return null;let[a,l]=[t[o+1]-t[o],e[o+1]-e[o]],c=1;a>0&&(c=Math.min(c,(s.x+s.width-t[o])/a)),a<0&&(c=Math.min(c,(s.x-t[o])/a)),l>0&&(c=Math.min(c,(s.y+s.height-e[o])/l)),l<0&&(c=Math.min(c,(s.y-e[o])/l));let h=Math.hypot(a,l)||1;return{x:t[o]+c*a,y:e[o]+c*l,dx:a/h,dy:l/h,step:n[o+1],loss:i[o+1]}}function wu(s,t,e,n,i){for(let{exit:r,colour:o}of n)Sn(s,r.x-12*r.dx,r.y-12*r.dy,r.x,r.y,o,2.4,1);for(let{exit:r,colour:o}of n.slice(0,i)){let a=`leaves at step ${r.step}, loss ${Mt(r.loss,2)}`,l=fe(a,_u)+4,c=r.x-Math.sign(r.dx)*(l/2+14),h=r.y-Math.sign(r.dy)*22,u=[0,1,-1,2,-2,3,-3,4,-4].flatMap(p=>[$e(r.x,h+15*p,l,14),$e(c,h+15*p,l,14)]),{x:d,y:f}=t.place(u);s.text(d+2,f+7,a,{colour:o,size:_u,halo:e})}}var tn=2,Ii=11.5,ue=class{constructor(t){this.context=t;this.element.className="plot";for(let e of this.canvases)e.setAttribute("aria-hidden","true"),this.element.append(e)}context;element=document.createElement("div");width=0;tall=0;reserve=0;box={x:0,y:0,width:1,height:1};x;y;canvases=[document.createElement("canvas"),document.createElement("canvas")];note(){return""}height(t){return Math.min(440,Math.max(250,t*.72))}get theme(){return this.context.theme()}get model(){return this.context.model}resize(t,e){let n=e-this.reserve;if(t===this.width&&n===this.tall)return;this.width=t,this.tall=n;let i=Math.min(3,window.devicePixelRatio||1);for(let r of this.canvases)r.width=Math.round(t*i),r.height=Math.round(n*i),r.style.width=`${t}px`,r.style.height=`${n}px`,r.getContext("2d")?.setTransform(i,0,0,i,0,0);this.redraw()}redraw(){this.width&&(this.layout(),this.draw(0,t=>this.base(t)),this.step())}step(){this.width&&this.draw(1,t=>this.top(t))}draw(t,e){let n=this.canvases[t].getContext("2d");n&&(n.clearRect(0,0,this.width,this.tall),e(new Ri(n)))}svg(){let t=new zr;this.base(t),this.top(t);let{scene:e}=this.context;return t.svg(this.width,this.tall,this.theme.paper,e.title,this.words())}png(){let t=document.createElement("canvas"),e=2;t.width=this.width*e,t.height=this.tall*e;let n=t.getContext("2d");if(!n)return Promise.reject(new Error("this browser gives no canvas"));n.scale(e,e),n.fillStyle=this.theme.paper,n.fillRect(0,0,this.width,this.tall);let i=new Ri(n);return this.base(i),this.top(i),il(t)}room(t=14,e=10,n=50,i){let r=Math.max(40,this.tall-e-42),o=Math.max(n,i?er(Ce(i,r/44)):0);return{x:o,y:e,width:Math.max(40,this.width-o-t),height:r}}scales(t,e){let{box:n}=this;this.x=Bn(t.limits,[n.x,n.x+n.width],t.log),this.y=Bn(e.limits,[n.y+n.height,n.y],e.log)}axes(t,e,n,i=!0){let{box:r,theme:o}=this,a=r.y+r.height,l=r.x+r.width,c=Ce(e,r.width/68),h=Ce(n,r.height/44);for(let d of h){let f=this.y(d.value);i&&t.line([r.x,l],[f,f],2,{colour:o.faint,width:1,alpha:.75}),t.text(r.x-8,f,d.text,{colour:o.quiet,size:Ii,align:"right"})}for(let d of c){let f=this.x(d.value);t.line([f,f],[a,a+4],2,{colour:o.quiet,width:1,alpha:.6}),t.text(f,a+8,d.text,{colour:o.quiet,size:Ii,align:"center",base:"top"})}t.line([r.x,l],[a,a],2,{colour:o.quiet,width:1,alpha:.6});let u=Math.min(this.tall-1,a+41);t.text((r.x+l)/2,u,e.label,{colour:o.ink,size:12.5,align:"center",base:"bottom"}),t.text(Math.max(13,r.x-24-Wr(h)),r.y+r.height/2,n.label,{colour:o.ink,size:12.5,align:"center",turn:!0})}colour(t){return un(this.theme,t)}dash(t,e=tn){return Or(this.context.scene.dashes,t,e)}spot(t,e,n,i,r=5){Fr(t,e,n,i,r,{fill:this.colour(e),stroke:this.theme.paper,width:1.4})}faint(t,e,n,i){let r=this.model.many?.8:1.2;t.line(n,i,n.length,{colour:this.colour(e),width:r,alpha:.3})}walked(t,e,n,i,r,o){let{many:a}=this.model,l=a?o:tn;a||t.line(n,i,r,{colour:this.theme.paper,width:l*2.1,alpha:.75}),t.line(n,i,r,{colour:this.colour(e),width:l,dash:this.dash(e,l)})}end(t,e,n,i,r,o){let{look:a}=this.model.entries[e];this.model.stopped(e)?this.cross(t,n,i,this.colour(a)):this.spot(t,a,n,i,this.model.many?o:r)}cross(t,e,n,i){for(let o of[1,-1])t.line([e-5,e+5],[n-o*5,n+o*5],2,{colour:this.theme.paper,width:4.6}),t.line([e-5,e+5],[n-o*5,n+o*5],2,{colour:i,width:2.2})}};function Ce(s,t){if(s.names.length)return s.names.map(([r,o])=>({value:r,text:o}));let[e,n]=s.limits,i=Math.max(2,t);return s.log?ou(e,n,i):ru(e,n,i,s.whole)}function il(s){return new Promise((t,e)=>{s.toBlob(n=>n?t(n):e(new Error("no picture came")))})}function er(s){return 30+Wr(s)}function Wr(s){return Math.ceil(Math.max(0,...s.map(({text:t})=>fe(t,Ii))))}function ze(s,t,e){let n=t.map(e).filter(r=>r!==null),i=s.length-t.length;return i>0&&n.length?[...n,`and ${i} more`]:n}function cs(s,t,e,n,i){let r=new AbortController,{signal:o}=r,a=i&&t.pointerType==="touch";a||e(t),s.setPointerCapture(t.pointerId);let l=h=>{let u=Math.abs(h.clientX-t.clientX),d=Math.abs(h.clientY-t.clientY);a&&u<Math.max(8,d)||(a=!1,e(h))},c=h=>{r.abort(),a&&h&&e(t),n()};s.addEventListener("pointermove",l,{signal:o}),s.addEventListener("pointerup",()=>c(!0),{signal:o}),s.addEventListener("pointercancel",()=>c(!1),{signal:o})}var ai=class{constructor(t,e,n){this.context=t;this.axes=e;this.at=n;let{element:i}=this;i.type="button",i.className="start",i.addEventListener("pointerdown",r=>{r.button===0&&this.take(r,!1)}),i.addEventListener("keydown",r=>this.key(r))}context;axes;at;element=document.createElement("button");run=0;whose(){let{model:t}=this.context;return t.entries[t.chosen]&&t.isLive(t.entries[t.chosen])?t.chosen:t.entries.findIndex(e=>t.isLive(e))}get start(){this.run=this.whose();let t=this.context.model.entries[this.run];return t?[t.start[this.axes[0]],t.start[this.axes[1]]]:null}place(){let{element:t}=this,{start:e}=this,[n,i]=e?this.at.toPixel(...e):[NaN,NaN];if(t.hidden=!e||!Number.isFinite(n+i),!e||t.hidden)return;t.style.transform=`translate(${n}px, ${i}px)`;let{symbols:r}=this.context.scene.problem,o=this.axes.map((a,l)=>`${r[a]} ${At(e[l])}`).join(", ");t.setAttribute("aria-label",`Start at ${o}. Drag it, or move it with the arrow keys.`),t.title=`start (${Mt(e[0])}, ${Mt(e[1])}): drag it`}move(t,e,n){let{model:i}=this.context,r=i.entries[this.run];if(!r)return;let o=r.start.slice();o[this.axes[0]]=t,o[this.axes[1]]=e,i.moveStart(this.run,o,n)}take(t,e){let{element:n}=this,i=n.parentElement?.getBoundingClientRect();if(!i||this.start===null)return;t.preventDefault(),n.focus({preventScroll:!0}),n.classList.add("held"),cs(n,t,a=>{a===t&&!e||this.move(...this.at.toData(a.clientX-i.left,a.clientY-i.top),!1)},()=>{n.classList.remove("held"),this.context.model.tell("settled")},e)}key(t){let{start:e}=this;if(!e)return;let[n,i]=this.at.step(),r=t.shiftKey?5:1,a={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,1],ArrowDown:[0,-1]}[t.key];if(!a)return;t.preventDefault(),t.stopPropagation();let l=c=>Number(c.toPrecision(12));this.move(l(e[0]+a[0]*r*n),l(e[1]+a[1]*r*i),!0)}};function Hn(s,t,e,n){let i=document.createElement("button");return i.type="button",i.className="tool",i.textContent=s,i.title=e,i.setAttribute("aria-pressed",String(t)),i.addEventListener("click",()=>{let r=i.getAttribute("aria-pressed")!=="true";i.setAttribute("aria-pressed",String(r)),n(r)}),i}var Su=11,li=class extends ue{grid;bands=null;about;handle;readout=document.createElement("output");batch;showBatch=!1;constructor(t,e=t.scene.about.contour){if(super(t),!e)throw new Error("the contour panel has no ground");this.about=e,this.batch=new Gr(t.model,e),this.grid=wn(this.about.ground,t.model.computed),this.readout.className="readout",this.element.append(this.readout);let{axes:n}=this.about.ground,i=t.model.live&&n.every(r=>r>=0);this.handle=i?new ai(t,n,{toPixel:(r,o)=>[this.x(r),this.y(o)],toData:(r,o)=>[Kt(this.x.invert(r),this.about.x.limits),Kt(this.y.invert(o),this.about.y.limits)],step:()=>[(this.about.x.limits[1]-this.about.x.limits[0])/50,(this.about.y.limits[1]-this.about.y.limits[0])/50]}):null,this.handle&&this.element.append(this.handle.element),this.listen()}listen(){let t=e=>{let n=this.element.getBoundingClientRect(),[i,r]=[e.clientX-n.left,e.clientY-n.top];return tr(this.box,i,r)?[i,r]:null};this.element.addEventListener("pointermove",e=>{let n=t(e);if(!n){this.readout.textContent="";return}let[i,r]=[this.x.invert(n[0]),this.y.invert(n[1])],o=Js(this.grid,i,r),{symbols:a}=this.context.scene.problem,[l,c]=this.about.ground.axes;this.readout.textContent=`${a[l]??"α"} ${Mt(i)}  ${a[c]??"β"} ${Mt(r)}  loss ${Mt(o)}`}),this.element.addEventListener("pointerleave",()=>{this.readout.textContent=""}),this.element.addEventListener("pointerdown",e=>{if(e.button!==0||e.target instanceof HTMLButtonElement)return;t(e)&&this.handle?.take(e,!0)})}height(t){let{about:e}=this,[n,i]=[e.x.limits,e.y.limits],r=e.equal?(n[1]-n[0])/(i[1]-i[0]):1.2,o=this.context.small?62:116;return Math.max(this.context.small?150:260,Math.min(560,(t-o)/r+52))}layout(){let{about:t}=this,e=this.place(50),n=er(Ce(t.y,e.height/44));e.x<n&&(e=this.place(n)),this.box=e,this.scales(t.x,t.y),this.handle?.place()}place(t){let{about:e}=this,n=e.levels.ticks.map(([,h])=>fe(h,Su)),i=this.context.small?this.room(12,10,t):this.room(Math.max(66,32+Math.ceil(Math.max(0,...n))),20,t);if(!e.equal)return i;let[r,o]=[e.x.limits,e.y.limits],a=(r[1]-r[0])/(o[1]-o[0]),l=Math.min(i.width,i.height*a),c=l/a;return{x:i.x+(i.width-l)/2,y:i.y+(i.height-c)/2,width:l,height:c}}areas(){if(this.bands)return this.bands;let{grid:t,about:e}=this,n=e.levels.values;return this.bands=Cn(t,n).map((i,r)=>({value:n[r],rings:i})),this.bands}base(t){let{box:e,theme:n,about:i}=this,{levels:r}=i,o=r.values.length-(r.above?0:1),a=l=>Ci(n.ramp,l/Math.max(1,o-1));t.clip(e.x,e.y,e.width,e.height,()=>{t.rect(e.x,e.y,e.width,e.height,{fill:a(0)}),this.areas().forEach(({rings:l},c)=>{if(c>=o)return;let h=l.map(u=>u.map(([d,f])=>[this.x(d),this.y(f)]));h.length&&t.rings(h,{fill:a(c),...c?{stroke:n.isoline,width:.8}:{}})}),this.missing(t),this.about.gradient&&this.gradients(t),this.futures(t)});for(let[l,c]of i.minima)kr(t,n,this.x(l),this.y(c),7.5);this.axes(t,i.x,i.y,!1),t.rect(e.x,e.y,e.width,e.height,{stroke:n.faint,width:1}),this.context.small||this.bar(t,a,o)}missing(t){let{grid:e,theme:n}=this;if(!e.bad.includes(1))return;let i=e.xs.length,r=Math.abs(this.x(e.xs[1])-this.x(e.xs[0])),o=Math.abs(this.y(e.ys[1])-this.y(e.ys[0]));for(let a=0;a<e.ys.length;a++)for(let l=0;l<i;l++){if(!e.bad[a*i+l])continue;let[c,h]=[this.x(e.xs[l])-r/2,this.y(e.ys[a])-o/2];t.rect(c,h,r+.5,o+.5,{fill:n.faint}),(l+a)%3===0&&t.line([c,c+r],[h+o,h],2,{colour:n.quiet,width:.7})}}gradients(t){let{computed:e}=this.model,{ground:n}=this.about;if(!e)return;let i=Math.max(6,Math.round(this.box.width/38)),r=Math.max(5,Math.round(this.box.height/38)),o=i*r,a=new Float64Array(e.d*o),[l,c]=n.axes,h=[];for(let p=0;p<e.d;p++)a.fill(n.origin[p],p*o,(p+1)*o);for(let p=0,x=0;p<r;p++)for(let m=0;m<i;m++,x++){let g=this.box.x+(m+.5)/i*this.box.width,M=this.box.y+(p+.5)/r*this.box.height;h.push([g,M]),a[l*o+x]=this.x.invert(g),a[c*o+x]=this.y.invert(M)}let u=e.evaluator(o);u.evaluate(a);let d=this.x(1)-this.x(0),f=this.y(1)-this.y(0);h.forEach(([p,x],m)=>{let g=-u.gradient[l*o+m]*d,M=-u.gradient[c*o+m]*f,S=Math.hypot(g,M);if(!(S>0)||!Number.isFinite(S))return;let[b,C]=[g/S*9,M/S*9];Sn(t,p-b,x-C,p+b,x+C,this.theme.quiet,1,.65)})}get named(){return(this.about.named??[]).map(({text:t,at:e})=>({text:t,x:this.x(e[0]),y:this.y(e[1])}))}bar(t,e,n){let{box:i,theme:r,about:o}=this,a=i.x+i.width+14,l=i.height/n,{values:c,ticks:h}=o.levels;for(let d=0;d<n;d++)t.rect(a,i.y+i.height-(d+1)*l,9,l+.4,{fill:e(d)});t.rect(a,i.y,9,i.height,{stroke:r.faint,width:1});let u=1/0;for(let[d,f]of h){let p=c.indexOf(d);if(p<0)continue;let x=i.y+i.height-p*l;u-x<15||(u=x,t.text(a+14,x,f,{colour:r.quiet,size:Su}))}t.text(a+5,i.y-2,"loss",{colour:r.quiet,size:11,align:"center",base:"bottom"})}pixels(t){let e=this.model.paths[t],[n,i]=this.about.ground.axes,r=e.steps.length,o=new Float64Array(r),a=new Float64Array(r);for(let l=0;l<r;l++)o[l]=En(this.x(e.theta[l*e.d+n])),a[l]=En(this.y(e.theta[l*e.d+i]));return{xs:o,ys:a}}get drawable(){return this.about.ground.axes.every(t=>t>=0)}cached=[];futures(t){if(this.cached=[],!!this.drawable)for(let e of this.model.shown){let{xs:n,ys:i}=this.cached[e]=this.pixels(e);this.faint(t,this.model.entries[e].look,n,i)}}top(t){let{box:e,named:n,theme:i}=this,r=new Tn(e),o=this.drawable?this.walks(t):[];ss(t,i,n),this.drawable&&this.ends(t),rs(t,i,n,r),wu(t,r,i.paper,o,this.model.many||this.context.small?0:4)}walks(t){let{box:e,model:n,theme:i}=this,{many:r}=n,o=[];return t.clip(e.x,e.y,e.width,e.height,()=>{this.showBatch&&n.entries[n.chosen]&&this.batch.draw(t,{x:this.x,y:this.y,theme:i,colour:this.colour(n.entries[n.chosen].look)});for(let a of n.shown){let{look:l}=n.entries[a],{xs:c,ys:h}=this.cached[a],u=n.at(a)+1,d=this.colour(l);this.walked(t,l,c,h,u,1.2),!r&&u<400&&this.dots(t,c,h,u,d);let{steps:f,loss:p}=n.paths[a],x=Mu(e,{xs:c,ys:h,steps:f,loss:p},u);x&&o.push({exit:x,colour:d})}}),o}ends(t){let{box:e,model:n}=this;for(let i of n.shown){let{xs:r,ys:o}=this.cached[i],a=n.at(i);tr(e,r[a],o[a])&&this.end(t,i,r[a],o[a],6,3)}}dots(t,e,n,i,r){let[o,a]=[1/0,1/0];for(let l=0;l<i;l++)Math.max(Math.abs(e[l]-o),Math.abs(n[l]-a))>=6&&([o,a]=[e[l],n[l]],t.circle(o,a,1.7,{fill:r}))}note(){let{about:t}=this,e=[t.title];return t.ground.interpolated&&e.push("partly interpolated"),this.model.shown.some(n=>this.model.interpolated(n))&&e.push("dropped starts: paths interpolated between the samples"),e.filter(Boolean).join(" · ")}tools(){let t=[],{computed:e}=this.model;return e&&this.drawable&&t.push(Hn("gradient",this.about.gradient,"Arrows of descent, along minus the gradient",n=>{this.about.gradient=n,this.redraw()})),e?.rows&&this.drawable&&this.model.live&&t.push(Hn("batch",this.showBatch,"The loss of this step's mini-batch, over that of all rows",n=>{this.showBatch=n,n&&this.model.batch===null&&this.model.setBatch(Math.max(1,Math.min(8,Math.floor((e.rows??2)/4)))),this.step()})),t}words(){let{model:t,about:e}=this,n=[`Contours of the loss over ${e.x.label} from ${At(e.x.limits[0])} to ${At(e.x.limits[1])} and ${e.y.label} from ${At(e.y.limits[0])} to ${At(e.y.limits[1])}.`];if(n.push(...os(e.named)),!this.drawable)return n.join(" ");let i=ze(t.shown,t.few,r=>{let o=t.paths[r],a=t.at(r),l=e.ground.axes.map(h=>At(o.theta[a*o.d+h])).join(", "),c=t.stopped(r)?`${t.stop(r)} at`:"is at";return`${t.entries[r].label} ${c} ${l}, loss ${At(o.loss[a])}`});return i.length&&n.push(`At step ${t.step}: ${i.join("; ")}.`),n.join(" ")}};var en=class{constructor(t,e,n,i){this.fit=t;this.count=i;this.values=new Float64Array(i),this.machine=new ke(t.model,t.model.inputs.map((r,o)=>({rows:1,columns:o<e?1:i}))),n.forEach((r,o)=>{let[a,l]=t.scalings[o],c=this.machine.inputs[e+o].data;for(let h=0;h<i;h++)c[h]=(r[h]-a)/l})}fit;count;values;machine;at(t){let{machine:e,values:n,fit:i}=this,r=t.length;for(let c=0;c<r;c++)e.inputs[c].data[0]=t[c];e.run();let o=e.outputs[0].data,[a,l]=i.scalings[i.scalings.length-1];for(let c=0;c<this.count;c++)n[c]=o[o.length===1?0:c]*l+a;return n}};function He(s,t){return s.theta.subarray(t*s.d,(t+1)*s.d)}var $r=400;function ci(s){let{problem:t}=s.scene;if(!t.fit)throw new Error("the fit panel needs a model");return{fit:t.fit,problem:t}}function hi([s,t],e){return Float64Array.from({length:e},(n,i)=>s+(t-s)*i/(e-1))}function Xr(s,t){let e=s.length*t.length;return[Float64Array.from({length:e},(n,i)=>s[i%s.length]),Float64Array.from({length:e},(n,i)=>t[Math.floor(i/s.length)])]}function ui(s,t=e=>Mt(e)){let{model:e,scene:n}=s,i=e.focus;if(i===void 0)return"";let r=He(e.paths[i],e.at(i));return r.length>4?"":Array.from(r,(o,a)=>`${n.problem.symbols[a]} = ${t(o)}`).join(", ")}function qr(s){return[Qa(s.points,s.paper,.25),s.ink]}var ji={LEFT:0,MIDDLE:1,RIGHT:2,ROTATE:0,DOLLY:1,PAN:2},Ki={ROTATE:0,PAN:1,DOLLY_PAN:2,DOLLY_ROTATE:3},cm=0,Au=1,hm=2;var Ud=1,um=2,qn=3,Mi=0,Ve=1,Ye=2,bi=0,As=1,Eu=2,Tu=3,Cu=4,dm=5,Bi=100,fm=101,pm=102,mm=103,gm=104,xm=200,ym=201,vm=202,bm=203,Nl=204,Ul=205,_m=206,Mm=207,wm=208,Sm=209,Am=210,Em=211,Tm=212,Cm=213,Rm=214,Fl=0,Ol=1,kl=2,Rs=3,Bl=4,zl=5,Hl=6,Vl=7,Jc=0,Pm=1,Im=2,_i=0,Lm=1,Dm=2,Nm=3,Um=4,Fm=5,Om=6,km=7;var Fd=300,Ps=301,Is=302,Gl=303,Wl=304,Jo=306,$l=1e3,Vi=1001,Xl=1002,yn=1003,Bm=1004;var Yr=1005;var Rn=1006,sl=1007;var Gi=1008;var Jn=1009,Od=1010,kd=1011,dr=1012,Qc=1013,Wi=1014,Yn=1015,yr=1016,th=1017,eh=1018,Ls=1020,Bd=35902,zd=1021,Hd=1022,xn=1023,Vd=1024,Gd=1025,Es=1026,Ds=1027,Wd=1028,nh=1029,$d=1030,ih=1031;var sh=1033,bo=33776,_o=33777,Mo=33778,wo=33779,ql=35840,Yl=35841,Zl=35842,jl=35843,Kl=36196,Jl=37492,Ql=37496,tc=37808,ec=37809,nc=37810,ic=37811,sc=37812,rc=37813,oc=37814,ac=37815,lc=37816,cc=37817,hc=37818,uc=37819,dc=37820,fc=37821,So=36492,pc=36494,mc=36495,Xd=36283,gc=36284,xc=36285,yc=36286;var Ao=2300,vc=2301,rl=2302,Ru=2400,Pu=2401,Iu=2402;var zm=3200,Hm=3201;var qd=0,Vm=1,yi="",sn="srgb",Os="srgb-linear",Qo="linear",Jt="srgb";var hs=7680;var Lu=519,Gm=512,Wm=513,$m=514,Yd=515,Xm=516,qm=517,Ym=518,Zm=519,bc=35044;var Du="300 es",Zn=2e3,Eo=2001,Qn=class{addEventListener(t,e){this._listeners===void 0&&(this._listeners={});let n=this._listeners;n[t]===void 0&&(n[t]=[]),n[t].indexOf(e)===-1&&n[t].push(e)}hasEventListener(t,e){if(this._listeners===void 0)return!1;let n=this._listeners;return n[t]!==void 0&&n[t].indexOf(e)!==-1}removeEventListener(t,e){if(this._listeners===void 0)return;let i=this._listeners[t];if(i!==void 0){let r=i.indexOf(e);r!==-1&&i.splice(r,1)}}dispatchEvent(t){if(this._listeners===void 0)return;let n=this._listeners[t.type];if(n!==void 0){t.target=this;let i=n.slice(0);for(let r=0,o=i.length;r<o;r++)i[r].call(this,t);t.target=null}}},Re=["00","01","02","03","04","05","06","07","08","09","0a","0b","0c","0d","0e","0f","10","11","12","13","14","15","16","17","18","19","1a","1b","1c","1d","1e","1f","20","21","22","23","24","25","26","27","28","29","2a","2b","2c","2d","2e","2f","30","31","32","33","34","35","36","37","38","39","3a","3b","3c","3d","3e","3f","40","41","42","43","44","45","46","47","48","49","4a","4b","4c","4d","4e","4f","50","51","52","53","54","55","56","57","58","59","5a","5b","5c","5d","5e","5f","60","61","62","63","64","65","66","67","68","69","6a","6b","6c","6d","6e","6f","70","71","72","73","74","75","76","77","78","79","7a","7b","7c","7d","7e","7f","80","81","82","83","84","85","86","87","88","89","8a","8b","8c","8d","8e","8f","90","91","92","93","94","95","96","97","98","99","9a","9b","9c","9d","9e","9f","a0","a1","a2","a3","a4","a5","a6","a7","a8","a9","aa","ab","ac","ad","ae","af","b0","b1","b2","b3","b4","b5","b6","b7","b8","b9","ba","bb","bc","bd","be","bf","c0","c1","c2","c3","c4","c5","c6","c7","c8","c9","ca","cb","cc","cd","ce","cf","d0","d1","d2","d3","d4","d5","d6","d7","d8","d9","da","db","dc","dd","de","df","e0","e1","e2","e3","e4","e5","e6","e7","e8","e9","ea","eb","ec","ed","ee","ef","f0","f1","f2","f3","f4","f5","f6","f7","f8","f9","fa","fb","fc","fd","fe","ff"],Nu=1234567,cr=Math.PI/180,fr=180/Math.PI;function jn(){let s=Math.random()*4294967295|0,t=Math.random()*4294967295|0,e=Math.random()*4294967295|0,n=Math.random()*4294967295|0;return(Re[s&255]+Re[s>>8&255]+Re[s>>16&255]+Re[s>>24&255]+"-"+Re[t&255]+Re[t>>8&255]+"-"+Re[t>>16&15|64]+Re[t>>24&255]+"-"+Re[e&63|128]+Re[e>>8&255]+"-"+Re[e>>16&255]+Re[e>>24&255]+Re[n&255]+Re[n>>8&255]+Re[n>>16&255]+Re[n>>24&255]).toLowerCase()}function _e(s,t,e){return Math.max(t,Math.min(e,s))}function rh(s,t){return(s%t+t)%t}function jm(s,t,e,n,i){return n+(s-t)*(i-n)/(e-t)}function Km(s,t,e){return s!==t?(e-s)/(t-s):0}function hr(s,t,e){return(1-e)*s+e*t}function Jm(s,t,e,n){return hr(s,t,1-Math.exp(-e*n))}function Qm(s,t=1){return t-Math.abs(rh(s,t*2)-t)}function tg(s,t,e){return s<=t?0:s>=e?1:(s=(s-t)/(e-t),s*s*(3-2*s))}function eg(s,t,e){return s<=t?0:s>=e?1:(s=(s-t)/(e-t),s*s*s*(s*(s*6-15)+10))}function ng(s,t){return s+Math.floor(Math.random()*(t-s+1))}function ig(s,t){return s+Math.random()*(t-s)}function sg(s){return s*(.5-Math.random())}function rg(s){s!==void 0&&(Nu=s);let t=Nu+=1831565813;return t=Math.imul(t^t>>>15,t|1),t^=t+Math.imul(t^t>>>7,t|61),((t^t>>>14)>>>0)/4294967296}function og(s){return s*cr}function ag(s){return s*fr}function lg(s){return(s&s-1)===0&&s!==0}function cg(s){return Math.pow(2,Math.ceil(Math.log(s)/Math.LN2))}function hg(s){return Math.pow(2,Math.floor(Math.log(s)/Math.LN2))}function ug(s,t,e,n,i){let r=Math.cos,o=Math.sin,a=r(e/2),l=o(e/2),c=r((t+n)/2),h=o((t+n)/2),u=r((t-n)/2),d=o((t-n)/2),f=r((n-t)/2),p=o((n-t)/2);switch(i){case"XYX":s.set(a*h,l*u,l*d,a*c);break;case"YZY":s.set(l*d,a*h,l*u,a*c);break;case"ZXZ":s.set(l*u,l*d,a*h,a*c);break;case"XZX":s.set(a*h,l*p,l*f,a*c);break;case"YXY":s.set(l*f,a*h,l*p,a*c);break;case"ZYZ":s.set(l*p,l*f,a*h,a*c);break;default:console.warn("THREE.MathUtils: .setQuaternionFromProperEuler() encountered an unknown order: "+i)}}function gn(s,t){switch(t.constructor){case Float32Array:return s;case Uint32Array:return s/4294967295;case Uint16Array:return s/65535;case Uint8Array:return s/255;case Int32Array:return Math.max(s/2147483647,-1);case Int16Array:return Math.max(s/32767,-1);case Int8Array:return Math.max(s/127,-1);default:throw new Error("Invalid component type.")}}function jt(s,t){switch(t.constructor){case Float32Array:return s;case Uint32Array:return Math.round(s*4294967295);case Uint16Array:return Math.round(s*65535);case Uint8Array:return Math.round(s*255);case Int32Array:return Math.round(s*2147483647);case Int16Array:return Math.round(s*32767);case Int8Array:return Math.round(s*127);default:throw new Error("Invalid component type.")}}var ta={DEG2RAD:cr,RAD2DEG:fr,generateUUID:jn,clamp:_e,euclideanModulo:rh,mapLinear:jm,inverseLerp:Km,lerp:hr,damp:Jm,pingpong:Qm,smoothstep:tg,smootherstep:eg,randInt:ng,randFloat:ig,randFloatSpread:sg,seededRandom:rg,degToRad:og,radToDeg:ag,isPowerOfTwo:lg,ceilPowerOfTwo:cg,floorPowerOfTwo:hg,setQuaternionFromProperEuler:ug,normalize:jt,denormalize:gn},Tt=class s{constructor(t=0,e=0){s.prototype.isVector2=!0,this.x=t,this.y=e}get width(){return this.x}set width(t){this.x=t}get height(){return this.y}set height(t){this.y=t}set(t,e){return this.x=t,this.y=e,this}setScalar(t){return this.x=t,this.y=t,this}setX(t){return this.x=t,this}setY(t){return this.y=t,this}setComponent(t,e){switch(t){case 0:this.x=e;break;case 1:this.y=e;break;default:throw new Error("index is out of range: "+t)}return this}getComponent(t){switch(t){case 0:return this.x;case 1:return this.y;default:throw new Error("index is out of range: "+t)}}clone(){return new this.constructor(this.x,this.y)}copy(t){return this.x=t.x,this.y=t.y,this}add(t){return this.x+=t.x,this.y+=t.y,this}addScalar(t){return this.x+=t,this.y+=t,this}addVectors(t,e){return this.x=t.x+e.x,this.y=t.y+e.y,this}addScaledVector(t,e){return this.x+=t.x*e,this.y+=t.y*e,this}sub(t){return this.x-=t.x,this.y-=t.y,this}subScalar(t){return this.x-=t,this.y-=t,this}subVectors(t,e){return this.x=t.x-e.x,this.y=t.y-e.y,this}multiply(t){return this.x*=t.x,this.y*=t.y,this}multiplyScalar(t){return this.x*=t,this.y*=t,this}divide(t){return this.x/=t.x,this.y/=t.y,this}divideScalar(t){return this.multiplyScalar(1/t)}applyMatrix3(t){let e=this.x,n=this.y,i=t.elements;return this.x=i[0]*e+i[3]*n+i[6],this.y=i[1]*e+i[4]*n+i[7],this}min(t){return this.x=Math.min(this.x,t.x),this.y=Math.min(this.y,t.y),this}max(t){return this.x=Math.max(this.x,t.x),this.y=Math.max(this.y,t.y),this}clamp(t,e){return this.x=Math.max(t.x,Math.min(e.x,this.x)),this.y=Math.max(t.y,Math.min(e.y,this.y)),this}clampScalar(t,e){return this.x=Math.max(t,Math.min(e,this.x)),this.y=Math.max(t,Math.min(e,this.y)),this}clampLength(t,e){let n=this.length();return this.divideScalar(n||1).multiplyScalar(Math.max(t,Math.min(e,n)))}floor(){return this.x=Math.floor(this.x),this.y=Math.floor(this.y),this}ceil(){return this.x=Math.ceil(this.x),this.y=Math.ceil(this.y),this}round(){return this.x=Math.round(this.x),this.y=Math.round(this.y),this}roundToZero(){return this.x=Math.trunc(this.x),this.y=Math.trunc(this.y),this}negate(){return this.x=-this.x,this.y=-this.y,this}dot(t){return this.x*t.x+this.y*t.y}cross(t){return this.x*t.y-this.y*t.x}lengthSq(){return this.x*this.x+this.y*this.y}length(){return Math.sqrt(this.x*this.x+this.y*this.y)}manhattanLength(){return Math.abs(this.x)+Math.abs(this.y)}normalize(){return this.divideScalar(this.length()||1)}angle(){return Math.atan2(-this.y,-this.x)+Math.PI}angleTo(t){let e=Math.sqrt(this.lengthSq()*t.lengthSq());if(e===0)return Math.PI/2;let n=this.dot(t)/e;return Math.acos(_e(n,-1,1))}distanceTo(t){return Math.sqrt(this.distanceToSquared(t))}distanceToSquared(t){let e=this.x-t.x,n=this.y-t.y;return e*e+n*n}manhattanDistanceTo(t){return Math.abs(this.x-t.x)+Math.abs(this.y-t.y)}setLength(t){return this.normalize().multiplyScalar(t)}lerp(t,e){return this.x+=(t.x-this.x)*e,this.y+=(t.y-this.y)*e,this}lerpVectors(t,e,n){return this.x=t.x+(e.x-t.x)*n,this.y=t.y+(e.y-t.y)*n,this}equals(t){return t.x===this.x&&t.y===this.y}fromArray(t,e=0){return this.x=t[e],this.y=t[e+1],this}toArray(t=[],e=0){return t[e]=this.x,t[e+1]=this.y,t}fromBufferAttribute(t,e){return this.x=t.getX(e),this.y=t.getY(e),this}rotateAround(t,e){let n=Math.cos(e),i=Math.sin(e),r=this.x-t.x,o=this.y-t.y;return this.x=r*n-o*i+t.x,this.y=r*i+o*n+t.y,this}random(){return this.x=Math.random(),this.y=Math.random(),this}*[Symbol.iterator](){yield this.x,yield this.y}},Dt=class s{constructor(t,e,n,i,r,o,a,l,c){s.prototype.isMatrix3=!0,this.elements=[1,0,0,0,1,0,0,0,1],t!==void 0&&this.set(t,e,n,i,r,o,a,l,c)}set(t,e,n,i,r,o,a,l,c){let h=this.elements;return h[0]=t,h[1]=i,h[2]=a,h[3]=e,h[4]=r,h[5]=l,h[6]=n,h[7]=o,h[8]=c,this}identity(){return this.set(1,0,0,0,1,0,0,0,1),this}copy(t){let e=this.elements,n=t.elements;return e[0]=n[0],e[1]=n[1],e[2]=n[2],e[3]=n[3],e[4]=n[4],e[5]=n[5],e[6]=n[6],e[7]=n[7],e[8]=n[8],this}extractBasis(t,e,n){return t.setFromMatrix3Column(this,0),e.setFromMatrix3Column(this,1),n.setFromMatrix3Column(this,2),this}setFromMatrix4(t){let e=t.elements;return this.set(e[0],e[4],e[8],e[1],e[5],e[9],e[2],e[6],e[10]),this}multiply(t){return this.multiplyMatrices(this,t)}premultiply(t){return this.multiplyMatrices(t,this)}multiplyMatrices(t,e){let n=t.elements,i=e.elements,r=this.elements,o=n[0],a=n[3],l=n[6],c=n[1],h=n[4],u=n[7],d=n[2],f=n[5],p=n[8],x=i[0],m=i[3],g=i[6],M=i[1],S=i[4],b=i[7],C=i[2],E=i[5],T=i[8];return r[0]=o*x+a*M+l*C,r[3]=o*m+a*S+l*E,r[6]=o*g+a*b+l*T,r[1]=c*x+h*M+u*C,r[4]=c*m+h*S+u*E,r[7]=c*g+h*b+u*T,r[2]=d*x+f*M+p*C,r[5]=d*m+f*S+p*E,r[8]=d*g+f*b+p*T,this}multiplyScalar(t){let e=this.elements;return e[0]*=t,e[3]*=t,e[6]*=t,e[1]*=t,e[4]*=t,e[7]*=t,e[2]*=t,e[5]*=t,e[8]*=t,this}determinant(){let t=this.elements,e=t[0],n=t[1],i=t[2],r=t[3],o=t[4],a=t[5],l=t[6],c=t[7],h=t[8];return e*o*h-e*a*c-n*r*h+n*a*l+i*r*c-i*o*l}invert(){let t=this.elements,e=t[0],n=t[1],i=t[2],r=t[3],o=t[4],a=t[5],l=t[6],c=t[7],h=t[8],u=h*o-a*c,d=a*l-h*r,f=c*r-o*l,p=e*u+n*d+i*f;if(p===0)return this.set(0,0,0,0,0,0,0,0,0);let x=1/p;return t[0]=u*x,t[1]=(i*c-h*n)*x,t[2]=(a*n-i*o)*x,t[3]=d*x,t[4]=(h*e-i*l)*x,t[5]=(i*r-a*e)*x,t[6]=f*x,t[7]=(n*l-c*e)*x,t[8]=(o*e-n*r)*x,this}transpose(){let t,e=this.elements;return t=e[1],e[1]=e[3],e[3]=t,t=e[2],e[2]=e[6],e[6]=t,t=e[5],e[5]=e[7],e[7]=t,this}getNormalMatrix(t){return this.setFromMatrix4(t).invert().transpose()}transposeIntoArray(t){let e=this.elements;return t[0]=e[0],t[1]=e[3],t[2]=e[6],t[3]=e[1],t[4]=e[4],t[5]=e[7],t[6]=e[2],t[7]=e[5],t[8]=e[8],this}setUvTransform(t,e,n,i,r,o,a){let l=Math.cos(r),c=Math.sin(r);return this.set(n*l,n*c,-n*(l*o+c*a)+o+t,-i*c,i*l,-i*(-c*o+l*a)+a+e,0,0,1),this}scale(t,e){return this.premultiply(ol.makeScale(t,e)),this}rotate(t){return this.premultiply(ol.makeRotation(-t)),this}translate(t,e){return this.premultiply(ol.makeTranslation(t,e)),this}makeTranslation(t,e){return t.isVector2?this.set(1,0,t.x,0,1,t.y,0,0,1):this.set(1,0,t,0,1,e,0,0,1),this}makeRotation(t){let e=Math.cos(t),n=Math.sin(t);return this.set(e,-n,0,n,e,0,0,0,1),this}makeScale(t,e){return this.set(t,0,0,0,e,0,0,0,1),this}equals(t){let e=this.elements,n=t.elements;for(let i=0;i<9;i++)if(e[i]!==n[i])return!1;return!0}fromArray(t,e=0){for(let n=0;n<9;n++)this.elements[n]=t[n+e];return this}toArray(t=[],e=0){let n=this.elements;return t[e]=n[0],t[e+1]=n[1],t[e+2]=n[2],t[e+3]=n[3],t[e+4]=n[4],t[e+5]=n[5],t[e+6]=n[6],t[e+7]=n[7],t[e+8]=n[8],t}clone(){return new this.constructor().fromArray(this.elements)}},ol=new Dt;function Zd(s){for(let t=s.length-1;t>=0;--t)if(s[t]>=65535)return!0;return!1}function To(s){return document.createElementNS("http://www.w3.org/1999/xhtml",s)}function dg(){let s=To("canvas");return s.style.display="block",s}var Uu={};function ar(s){s in Uu||(Uu[s]=!0,console.warn(s))}function fg(s,t,e){return new Promise(function(n,i){function r(){switch(s.clientWaitSync(t,s.SYNC_FLUSH_COMMANDS_BIT,0)){case s.WAIT_FAILED:i();break;case s.TIMEOUT_EXPIRED:setTimeout(r,e);break;default:n()}}setTimeout(r,e)})}function pg(s){let t=s.elements;t[2]=.5*t[2]+.5*t[3],t[6]=.5*t[6]+.5*t[7],t[10]=.5*t[10]+.5*t[11],t[14]=.5*t[14]+.5*t[15]}function mg(s){let t=s.elements;t[11]===-1?(t[10]=-t[10]-1,t[14]=-t[14]):(t[10]=-t[10],t[14]=-t[14]+1)}var Wt={enabled:!0,workingColorSpace:Os,spaces:{},convert:function(s,t,e){return this.enabled===!1||t===e||!t||!e||(this.spaces[t].transfer===Jt&&(s.r=Kn(s.r),s.g=Kn(s.g),s.b=Kn(s.b)),this.spaces[t].primaries!==this.spaces[e].primaries&&(s.applyMatrix3(this.spaces[t].toXYZ),s.applyMatrix3(this.spaces[e].fromXYZ)),this.spaces[e].transfer===Jt&&(s.r=Ts(s.r),s.g=Ts(s.g),s.b=Ts(s.b))),s},fromWorkingColorSpace:function(s,t){return this.convert(s,this.workingColorSpace,t)},toWorkingColorSpace:function(s,t){return this.convert(s,t,this.workingColorSpace)},getPrimaries:function(s){return this.spaces[s].primaries},getTransfer:function(s){return s===yi?Qo:this.spaces[s].transfer},getLuminanceCoefficients:function(s,t=this.workingColorSpace){return s.fromArray(this.spaces[t].luminanceCoefficients)},define:function(s){Object.assign(this.spaces,s)},_getMatrix:function(s,t,e){return s.copy(this.spaces[t].toXYZ).multiply(this.spaces[e].fromXYZ)},_getDrawingBufferColorSpace:function(s){return this.spaces[s].outputColorSpaceConfig.drawingBufferColorSpace},_getUnpackColorSpace:function(s=this.workingColorSpace){return this.spaces[s].workingColorSpaceConfig.unpackColorSpace}};function Kn(s){return s<.04045?s*.0773993808:Math.pow(s*.9478672986+.0521327014,2.4)}function Ts(s){return s<.0031308?s*12.92:1.055*Math.pow(s,.41666)-.055}var Fu=[.64,.33,.3,.6,.15,.06],Ou=[.2126,.7152,.0722],ku=[.3127,.329],Bu=new Dt().set(.4123908,.3575843,.1804808,.212639,.7151687,.0721923,.0193308,.1191948,.9505322),zu=new Dt().set(3.2409699,-1.5373832,-.4986108,-.9692436,1.8759675,.0415551,.0556301,-.203977,1.0569715);Wt.define({[Os]:{primaries:Fu,whitePoint:ku,transfer:Qo,toXYZ:Bu,fromXYZ:zu,luminanceCoefficients:Ou,workingColorSpaceConfig:{unpackColorSpace:sn},outputColorSpaceConfig:{drawingBufferColorSpace:sn}},[sn]:{primaries:Fu,whitePoint:ku,transfer:Jt,toXYZ:Bu,fromXYZ:zu,luminanceCoefficients:Ou,outputColorSpaceConfig:{drawingBufferColorSpace:sn}}});var us,_c=class{static getDataURL(t){if(/^data:/i.test(t.src)||typeof HTMLCanvasElement>"u")return t.src;let e;if(t instanceof HTMLCanvasElement)e=t;else{us===void 0&&(us=To("canvas")),us.width=t.width,us.height=t.height;let n=us.getContext("2d");t instanceof ImageData?n.putImageData(t,0,0):n.drawImage(t,0,0,t.width,t.height),e=us}return e.width>2048||e.height>2048?(console.warn("THREE.ImageUtils.getDataURL: Image converted to jpg for performance reasons",t),e.toDataURL("image/jpeg",.6)):e.toDataURL("image/png")}static sRGBToLinear(t){if(typeof HTMLImageElement<"u"&&t instanceof HTMLImageElement||typeof HTMLCanvasElement<"u"&&t instanceof HTMLCanvasElement||typeof ImageBitmap<"u"&&t instanceof ImageBitmap){let e=To("canvas");e.width=t.width,e.height=t.height;let n=e.getContext("2d");n.drawImage(t,0,0,t.width,t.height);let i=n.getImageData(0,0,t.width,t.height),r=i.data;for(let o=0;o<r.length;o++)r[o]=Kn(r[o]/255)*255;return n.putImageData(i,0,0),e}else if(t.data){let e=t.data.slice(0);for(let n=0;n<e.length;n++)e instanceof Uint8Array||e instanceof Uint8ClampedArray?e[n]=Math.floor(Kn(e[n]/255)*255):e[n]=Kn(e[n]);return{data:e,width:t.width,height:t.height}}else return console.warn("THREE.ImageUtils.sRGBToLinear(): Unsupported image type. No color space conversion applied."),t}},gg=0,Co=class{constructor(t=null){this.isSource=!0,Object.defineProperty(this,"id",{value:gg++}),this.uuid=jn(),this.data=t,this.dataReady=!0,this.version=0}set needsUpdate(t){t===!0&&this.version++}toJSON(t){let e=t===void 0||typeof t=="string";if(!e&&t.images[this.uuid]!==void 0)return t.images[this.uuid];let n={uuid:this.uuid,url:""},i=this.data;if(i!==null){let r;if(Array.isArray(i)){r=[];for(let o=0,a=i.length;o<a;o++)i[o].isDataTexture?r.push(al(i[o].image)):r.push(al(i[o]))}else r=al(i);n.url=r}return e||(t.images[this.uuid]=n),n}};function al(s){return typeof HTMLImageElement<"u"&&s instanceof HTMLImageElement||typeof HTMLCanvasElement<"u"&&s instanceof HTMLCanvasElement||typeof ImageBitmap<"u"&&s instanceof ImageBitmap?_c.getDataURL(s):s.data?{data:Array.from(s.data),width:s.width,height:s.height,type:s.data.constructor.name}:(console.warn("THREE.Texture: Unable to serialize Texture."),{})}var xg=0,rn=class s extends Qn{constructor(t=s.DEFAULT_IMAGE,e=s.DEFAULT_MAPPING,n=Vi,i=Vi,r=Rn,o=Gi,a=xn,l=Jn,c=s.DEFAULT_ANISOTROPY,h=yi){super(),this.isTexture=!0,Object.defineProperty(this,"id",{value:xg++}),this.uuid=jn(),this.name="",this.source=new Co(t),this.mipmaps=[],this.mapping=e,this.channel=0,this.wrapS=n,this.wrapT=i,this.magFilter=r,this.minFilter=o,this.anisotropy=c,this.format=a,this.internalFormat=null,this.type=l,this.offset=new Tt(0,0),this.repeat=new Tt(1,1),this.center=new Tt(0,0),this.rotation=0,this.matrixAutoUpdate=!0,this.matrix=new Dt,this.generateMipmaps=!0,this.premultiplyAlpha=!1,this.flipY=!0,this.unpackAlignment=4,this.colorSpace=h,this.userData={},this.version=0,this.onUpdate=null,this.isRenderTargetTexture=!1,this.pmremVersion=0}get image(){return this.source.data}set image(t=null){this.source.data=t}updateMatrix(){this.matrix.setUvTransform(this.offset.x,this.offset.y,this.repeat.x,this.repeat.y,this.rotation,this.center.x,this.center.y)}clone(){return new this.constructor().copy(this)}copy(t){return this.name=t.name,this.source=t.source,this.mipmaps=t.mipmaps.slice(0),this.mapping=t.mapping,this.channel=t.channel,this.wrapS=t.wrapS,this.wrapT=t.wrapT,this.magFilter=t.magFilter,this.minFilter=t.minFilter,this.anisotropy=t.anisotropy,this.format=t.format,this.internalFormat=t.internalFormat,this.type=t.type,this.offset.copy(t.offset),this.repeat.copy(t.repeat),this.center.copy(t.center),this.rotation=t.rotation,this.matrixAutoUpdate=t.matrixAutoUpdate,this.matrix.copy(t.matrix),this.generateMipmaps=t.generateMipmaps,this.premultiplyAlpha=t.premultiplyAlpha,this.flipY=t.flipY,this.unpackAlignment=t.unpackAlignment,this.colorSpace=t.colorSpace,this.userData=JSON.parse(JSON.stringify(t.userData)),this.needsUpdate=!0,this}toJSON(t){let e=t===void 0||typeof t=="string";if(!e&&t.textures[this.uuid]!==void 0)return t.textures[this.uuid];let n={metadata:{version:4.6,type:"Texture",generator:"Texture.toJSON"},uuid:this.uuid,name:this.name,image:this.source.toJSON(t).uuid,mapping:this.mapping,channel:this.channel,repeat:[this.repeat.x,this.repeat.y],offset:[this.offset.x,this.offset.y],center:[this.center.x,this.center.y],rotation:this.rotation,wrap:[this.wrapS,this.wrapT],format:this.format,internalFormat:this.internalFormat,type:this.type,colorSpace:this.colorSpace,minFilter:this.minFilter,magFilter:this.magFilter,anisotropy:this.anisotropy,flipY:this.flipY,generateMipmaps:this.generateMipmaps,premultiplyAlpha:this.premultiplyAlpha,unpackAlignment:this.unpackAlignment};return Object.keys(this.userData).length>0&&(n.userData=this.userData),e||(t.textures[this.uuid]=n),n}dispose(){this.dispatchEvent({type:"dispose"})}transformUv(t){if(this.mapping!==Fd)return t;if(t.applyMatrix3(this.matrix),t.x<0||t.x>1)switch(this.wrapS){case $l:t.x=t.x-Math.floor(t.x);break;case Vi:t.x=t.x<0?0:1;break;case Xl:Math.abs(Math.floor(t.x)%2)===1?t.x=Math.ceil(t.x)-t.x:t.x=t.x-Math.floor(t.x);break}if(t.y<0||t.y>1)switch(this.wrapT){case $l:t.y=t.y-Math.floor(t.y);break;case Vi:t.y=t.y<0?0:1;break;case Xl:Math.abs(Math.floor(t.y)%2)===1?t.y=Math.ceil(t.y)-t.y:t.y=t.y-Math.floor(t.y);break}return this.flipY&&(t.y=1-t.y),t}set needsUpdate(t){t===!0&&(this.version++,this.source.needsUpdate=!0)}set needsPMREMUpdate(t){t===!0&&this.pmremVersion++}};rn.DEFAULT_IMAGE=null;rn.DEFAULT_MAPPING=Fd;rn.DEFAULT_ANISOTROPY=1;var Qt=class s{constructor(t=0,e=0,n=0,i=1){s.prototype.isVector4=!0,this.x=t,this.y=e,this.z=n,this.w=i}get width(){return this.z}set width(t){this.z=t}get height(){return this.w}set height(t){this.w=t}set(t,e,n,i){return this.x=t,this.y=e,this.z=n,this.w=i,this}setScalar(t){return this.x=t,this.y=t,this.z=t,this.w=t,this}setX(t){return this.x=t,this}setY(t){return this.y=t,this}setZ(t){return this.z=t,this}setW(t){return this.w=t,this}setComponent(t,e){switch(t){case 0:this.x=e;break;case 1:this.y=e;break;case 2:this.z=e;break;case 3:this.w=e;break;default:throw new Error("index is out of range: "+t)}return this}getComponent(t){switch(t){case 0:return this.x;case 1:return this.y;case 2:return this.z;case 3:return this.w;default:throw new Error("index is out of range: "+t)}}clone(){return new this.constructor(this.x,this.y,this.z,this.w)}copy(t){return this.x=t.x,this.y=t.y,this.z=t.z,this.w=t.w!==void 0?t.w:1,this}add(t){return this.x+=t.x,this.y+=t.y,this.z+=t.z,this.w+=t.w,this}addScalar(t){return this.x+=t,this.y+=t,this.z+=t,this.w+=t,this}addVectors(t,e){return this.x=t.x+e.x,this.y=t.y+e.y,this.z=t.z+e.z,this.w=t.w+e.w,this}addScaledVector(t,e){return this.x+=t.x*e,this.y+=t.y*e,this.z+=t.z*e,this.w+=t.w*e,this}sub(t){return this.x-=t.x,this.y-=t.y,this.z-=t.z,this.w-=t.w,this}subScalar(t){return this.x-=t,this.y-=t,this.z-=t,this.w-=t,this}subVectors(t,e){return this.x=t.x-e.x,this.y=t.y-e.y,this.z=t.z-e.z,this.w=t.w-e.w,this}multiply(t){return this.x*=t.x,this.y*=t.y,this.z*=t.z,this.w*=t.w,this}multiplyScalar(t){return this.x*=t,this.y*=t,this.z*=t,this.w*=t,this}applyMatrix4(t){let e=this.x,n=this.y,i=this.z,r=this.w,o=t.elements;return this.x=o[0]*e+o[4]*n+o[8]*i+o[12]*r,this.y=o[1]*e+o[5]*n+o[9]*i+o[13]*r,this.z=o[2]*e+o[6]*n+o[10]*i+o[14]*r,this.w=o[3]*e+o[7]*n+o[11]*i+o[15]*r,this}divide(t){return this.x/=t.x,this.y/=t.y,this.z/=t.z,this.w/=t.w,this}divideScalar(t){return this.multiplyScalar(1/t)}setAxisAngleFromQuaternion(t){this.w=2*Math.acos(t.w);let e=Math.sqrt(1-t.w*t.w);return e<1e-4?(this.x=1,this.y=0,this.z=0):(this.x=t.x/e,this.y=t.y/e,this.z=t.z/e),this}setAxisAngleFromRotationMatrix(t){let e,n,i,r,l=t.elements,c=l[0],h=l[4],u=l[8],d=l[1],f=l[5],p=l[9],x=l[2],m=l[6],g=l[10];if(Math.abs(h-d)<.01&&Math.abs(u-x)<.01&&Math.abs(p-m)<.01){if(Math.abs(h+d)<.1&&Math.abs(u+x)<.1&&Math.abs(p+m)<.1&&Math.abs(c+f+g-3)<.1)return this.set(1,0,0,0),this;e=Math.PI;let S=(c+1)/2,b=(f+1)/2,C=(g+1)/2,E=(h+d)/4,T=(u+x)/4,I=(p+m)/4;return S>b&&S>C?S<.01?(n=0,i=.707106781,r=.707106781):(n=Math.sqrt(S),i=E/n,r=T/n):b>C?b<.01?(n=.707106781,i=0,r=.707106781):(i=Math.sqrt(b),n=E/i,r=I/i):C<.01?(n=.707106781,i=.707106781,r=0):(r=Math.sqrt(C),n=T/r,i=I/r),this.set(n,i,r,e),this}let M=Math.sqrt((m-p)*(m-p)+(u-x)*(u-x)+(d-h)*(d-h));return Math.abs(M)<.001&&(M=1),this.x=(m-p)/M,this.y=(u-x)/M,this.z=(d-h)/M,this.w=Math.acos((c+f+g-1)/2),this}setFromMatrixPosition(t){let e=t.elements;return this.x=e[12],this.y=e[13],this.z=e[14],this.w=e[15],this}min(t){return this.x=Math.min(this.x,t.x),this.y=Math.min(this.y,t.y),this.z=Math.min(this.z,t.z),this.w=Math.min(this.w,t.w),this}max(t){return this.x=Math.max(this.x,t.x),this.y=Math.max(this.y,t.y),this.z=Math.max(this.z,t.z),this.w=Math.max(this.w,t.w),this}clamp(t,e){return this.x=Math.max(t.x,Math.min(e.x,this.x)),this.y=Math.max(t.y,Math.min(e.y,this.y)),this.z=Math.max(t.z,Math.min(e.z,this.z)),this.w=Math.max(t.w,Math.min(e.w,this.w)),this}clampScalar(t,e){return this.x=Math.max(t,Math.min(e,this.x)),this.y=Math.max(t,Math.min(e,this.y)),this.z=Math.max(t,Math.min(e,this.z)),this.w=Math.max(t,Math.min(e,this.w)),this}clampLength(t,e){let n=this.length();return this.divideScalar(n||1).multiplyScalar(Math.max(t,Math.min(e,n)))}floor(){return this.x=Math.floor(this.x),this.y=Math.floor(this.y),this.z=Math.floor(this.z),this.w=Math.floor(this.w),this}ceil(){return this.x=Math.ceil(this.x),this.y=Math.ceil(this.y),this.z=Math.ceil(this.z),this.w=Math.ceil(this.w),this}round(){return this.x=Math.round(this.x),this.y=Math.round(this.y),this.z=Math.round(this.z),this.w=Math.round(this.w),this}roundToZero(){return this.x=Math.trunc(this.x),this.y=Math.trunc(this.y),this.z=Math.trunc(this.z),this.w=Math.trunc(this.w),this}negate(){return this.x=-this.x,this.y=-this.y,this.z=-this.z,this.w=-this.w,this}dot(t){return this.x*t.x+this.y*t.y+this.z*t.z+this.w*t.w}lengthSq(){return this.x*this.x+this.y*this.y+this.z*this.z+this.w*this.w}length(){return Math.sqrt(this.x*this.x+this.y*this.y+this.z*this.z+this.w*this.w)}manhattanLength(){return Math.abs(this.x)+Math.abs(this.y)+Math.abs(this.z)+Math.abs(this.w)}normalize(){return this.divideScalar(this.length()||1)}setLength(t){return this.normalize().multiplyScalar(t)}lerp(t,e){return this.x+=(t.x-this.x)*e,this.y+=(t.y-this.y)*e,this.z+=(t.z-this.z)*e,this.w+=(t.w-this.w)*e,this}lerpVectors(t,e,n){return this.x=t.x+(e.x-t.x)*n,this.y=t.y+(e.y-t.y)*n,this.z=t.z+(e.z-t.z)*n,this.w=t.w+(e.w-t.w)*n,this}equals(t){return t.x===this.x&&t.y===this.y&&t.z===this.z&&t.w===this.w}fromArray(t,e=0){return this.x=t[e],this.y=t[e+1],this.z=t[e+2],this.w=t[e+3],this}toArray(t=[],e=0){return t[e]=this.x,t[e+1]=this.y,t[e+2]=this.z,t[e+3]=this.w,t}fromBufferAttribute(t,e){return this.x=t.getX(e),this.y=t.getY(e),this.z=t.getZ(e),this.w=t.getW(e),this}random(){return this.x=Math.random(),this.y=Math.random(),this.z=Math.random(),this.w=Math.random(),this}*[Symbol.iterator](){yield this.x,yield this.y,yield this.z,yield this.w}},Mc=class extends Qn{constructor(t=1,e=1,n={}){super(),this.isRenderTarget=!0,this.width=t,this.height=e,this.depth=1,this.scissor=new Qt(0,0,t,e),this.scissorTest=!1,this.viewport=new Qt(0,0,t,e);let i={width:t,height:e,depth:1};n=Object.assign({generateMipmaps:!1,internalFormat:null,minFilter:Rn,depthBuffer:!0,stencilBuffer:!1,resolveDepthBuffer:!0,resolveStencilBuffer:!0,depthTexture:null,samples:0,count:1},n);let r=new rn(i,n.mapping,n.wrapS,n.wrapT,n.magFilter,n.minFilter,n.format,n.type,n.anisotropy,n.colorSpace);r.flipY=!1,r.generateMipmaps=n.generateMipmaps,r.internalFormat=n.internalFormat,this.textures=[];let o=n.count;for(let a=0;a<o;a++)this.textures[a]=r.clone(),this.textures[a].isRenderTargetTexture=!0;this.depthBuffer=n.depthBuffer,this.stencilBuffer=n.stencilBuffer,this.resolveDepthBuffer=n.resolveDepthBuffer,this.resolveStencilBuffer=n.resolveStencilBuffer,this.depthTexture=n.depthTexture,this.samples=n.samples}get texture(){return this.textures[0]}set texture(t){this.textures[0]=t}setSize(t,e,n=1){if(this.width!==t||this.height!==e||this.depth!==n){this.width=t,this.height=e,this.depth=n;for(let i=0,r=this.textures.length;i<r;i++)this.textures[i].image.width=t,this.textures[i].image.height=e,this.textures[i].image.depth=n;this.dispose()}this.viewport.set(0,0,t,e),this.scissor.set(0,0,t,e)}clone(){return new this.constructor().copy(this)}copy(t){this.width=t.width,this.height=t.height,this.depth=t.depth,this.scissor.copy(t.scissor),this.scissorTest=t.scissorTest,this.viewport.copy(t.viewport),this.textures.length=0;for(let n=0,i=t.textures.length;n<i;n++)this.textures[n]=t.textures[n].clone(),this.textures[n].isRenderTargetTexture=!0;let e=Object.assign({},t.texture.image);return this.texture.source=new Co(e),this.depthBuffer=t.depthBuffer,this.stencilBuffer=t.stencilBuffer,this.resolveDepthBuffer=t.resolveDepthBuffer,this.resolveStencilBuffer=t.resolveStencilBuffer,t.depthTexture!==null&&(this.depthTexture=t.depthTexture.clone()),this.samples=t.samples,this}dispose(){this.dispatchEvent({type:"dispose"})}},ti=class extends Mc{constructor(t=1,e=1,n={}){super(t,e,n),this.isWebGLRenderTarget=!0}},Ro=class extends rn{constructor(t=null,e=1,n=1,i=1){super(null),this.isDataArrayTexture=!0,this.image={data:t,width:e,height:n,depth:i},this.magFilter=yn,this.minFilter=yn,this.wrapR=Vi,this.generateMipmaps=!1,this.flipY=!1,this.unpackAlignment=1,this.layerUpdates=new Set}addLayerUpdate(t){this.layerUpdates.add(t)}clearLayerUpdates(){this.layerUpdates.clear()}};var wc=class extends rn{constructor(t=null,e=1,n=1,i=1){super(null),this.isData3DTexture=!0,this.image={data:t,width:e,height:n,depth:i},this.magFilter=yn,this.minFilter=yn,this.wrapR=Vi,this.generateMipmaps=!1,this.flipY=!1,this.unpackAlignment=1}};var vn=class{constructor(t=0,e=0,n=0,i=1){this.isQuaternion=!0,this._x=t,this._y=e,this._z=n,this._w=i}static slerpFlat(t,e,n,i,r,o,a){let l=n[i+0],c=n[i+1],h=n[i+2],u=n[i+3],d=r[o+0],f=r[o+1],p=r[o+2],x=r[o+3];if(a===0){t[e+0]=l,t[e+1]=c,t[e+2]=h,t[e+3]=u;return}if(a===1){t[e+0]=d,t[e+1]=f,t[e+2]=p,t[e+3]=x;return}if(u!==x||l!==d||c!==f||h!==p){let m=1-a,g=l*d+c*f+h*p+u*x,M=g>=0?1:-1,S=1-g*g;if(S>Number.EPSILON){let C=Math.sqrt(S),E=Math.atan2(C,g*M);m=Math.sin(m*E)/C,a=Math.sin(a*E)/C}let b=a*M;if(l=l*m+d*b,c=c*m+f*b,h=h*m+p*b,u=u*m+x*b,m===1-a){let C=1/Math.sqrt(l*l+c*c+h*h+u*u);l*=C,c*=C,h*=C,u*=C}}t[e]=l,t[e+1]=c,t[e+2]=h,t[e+3]=u}static multiplyQuaternionsFlat(t,e,n,i,r,o){let a=n[i],l=n[i+1],c=n[i+2],h=n[i+3],u=r[o],d=r[o+1],f=r[o+2],p=r[o+3];return t[e]=a*p+h*u+l*f-c*d,t[e+1]=l*p+h*d+c*u-a*f,t[e+2]=c*p+h*f+a*d-l*u,t[e+3]=h*p-a*u-l*d-c*f,t}get x(){return this._x}set x(t){this._x=t,this._onChangeCallback()}get y(){return this._y}set y(t){this._y=t,this._onChangeCallback()}get z(){return this._z}set z(t){this._z=t,this._onChangeCallback()}get w(){return this._w}set w(t){this._w=t,this._onChangeCallback()}set(t,e,n,i){return this._x=t,this._y=e,this._z=n,this._w=i,this._onChangeCallback(),this}clone(){return new this.constructor(this._x,this._y,this._z,this._w)}copy(t){return this._x=t.x,this._y=t.y,this._z=t.z,this._w=t.w,this._onChangeCallback(),this}setFromEuler(t,e=!0){let n=t._x,i=t._y,r=t._z,o=t._order,a=Math.cos,l=Math.sin,c=a(n/2),h=a(i/2),u=a(r/2),d=l(n/2),f=l(i/2),p=l(r/2);switch(o){case"XYZ":this._x=d*h*u+c*f*p,this._y=c*f*u-d*h*p,this._z=c*h*p+d*f*u,this._w=c*h*u-d*f*p;break;case"YXZ":this._x=d*h*u+c*f*p,this._y=c*f*u-d*h*p,this._z=c*h*p-d*f*u,this._w=c*h*u+d*f*p;break;case"ZXY":this._x=d*h*u-c*f*p,this._y=c*f*u+d*h*p,this._z=c*h*p+d*f*u,this._w=c*h*u-d*f*p;break;case"ZYX":this._x=d*h*u-c*f*p,this._y=c*f*u+d*h*p,this._z=c*h*p-d*f*u,this._w=c*h*u+d*f*p;break;case"YZX":this._x=d*h*u+c*f*p,this._y=c*f*u+d*h*p,this._z=c*h*p-d*f*u,this._w=c*h*u-d*f*p;break;case"XZY":this._x=d*h*u-c*f*p,this._y=c*f*u-d*h*p,this._z=c*h*p+d*f*u,this._w=c*h*u+d*f*p;break;default:console.warn("THREE.Quaternion: .setFromEuler() encountered an unknown order: "+o)}return e===!0&&this._onChangeCallback(),this}setFromAxisAngle(t,e){let n=e/2,i=Math.sin(n);return this._x=t.x*i,this._y=t.y*i,this._z=t.z*i,this._w=Math.cos(n),this._onChangeCallback(),this}setFromRotationMatrix(t){let e=t.elements,n=e[0],i=e[4],r=e[8],o=e[1],a=e[5],l=e[9],c=e[2],h=e[6],u=e[10],d=n+a+u;if(d>0){let f=.5/Math.sqrt(d+1);this._w=.25/f,this._x=(h-l)*f,this._y=(r-c)*f,this._z=(o-i)*f}else if(n>a&&n>u){let f=2*Math.sqrt(1+n-a-u);this._w=(h-l)/f,this._x=.25*f,this._y=(i+o)/f,this._z=(r+c)/f}else if(a>u){let f=2*Math.sqrt(1+a-n-u);this._w=(r-c)/f,this._x=(i+o)/f,this._y=.25*f,this._z=(l+h)/f}else{let f=2*Math.sqrt(1+u-n-a);this._w=(o-i)/f,this._x=(r+c)/f,this._y=(l+h)/f,this._z=.25*f}return this._onChangeCallback(),this}setFromUnitVectors(t,e){let n=t.dot(e)+1;return n<Number.EPSILON?(n=0,Math.abs(t.x)>Math.abs(t.z)?(this._x=-t.y,this._y=t.x,this._z=0,this._w=n):(this._x=0,this._y=-t.z,this._z=t.y,this._w=n)):(this._x=t.y*e.z-t.z*e.y,this._y=t.z*e.x-t.x*e.z,this._z=t.x*e.y-t.y*e.x,this._w=n),this.normalize()}angleTo(t){return 2*Math.acos(Math.abs(_e(this.dot(t),-1,1)))}rotateTowards(t,e){let n=this.angleTo(t);if(n===0)return this;let i=Math.min(1,e/n);return this.slerp(t,i),this}identity(){return this.set(0,0,0,1)}invert(){return this.conjugate()}conjugate(){return this._x*=-1,this._y*=-1,this._z*=-1,this._onChangeCallback(),this}dot(t){return this._x*t._x+this._y*t._y+this._z*t._z+this._w*t._w}lengthSq(){return this._x*this._x+this._y*this._y+this._z*this._z+this._w*this._w}length(){return Math.sqrt(this._x*this._x+this._y*this._y+this._z*this._z+this._w*this._w)}normalize(){let t=this.length();return t===0?(this._x=0,this._y=0,this._z=0,this._w=1):(t=1/t,this._x=this._x*t,this._y=this._y*t,this._z=this._z*t,this._w=this._w*t),this._onChangeCallback(),this}multiply(t){return this.multiplyQuaternions(this,t)}premultiply(t){return this.multiplyQuaternions(t,this)}multiplyQuaternions(t,e){let n=t._x,i=t._y,r=t._z,o=t._w,a=e._x,l=e._y,c=e._z,h=e._w;return this._x=n*h+o*a+i*c-r*l,this._y=i*h+o*l+r*a-n*c,this._z=r*h+o*c+n*l-i*a,this._w=o*h-n*a-i*l-r*c,this._onChangeCallback(),this}slerp(t,e){if(e===0)return this;if(e===1)return this.copy(t);let n=this._x,i=this._y,r=this._z,o=this._w,a=o*t._w+n*t._x+i*t._y+r*t._z;if(a<0?(this._w=-t._w,this._x=-t._x,this._y=-t._y,this._z=-t._z,a=-a):this.copy(t),a>=1)return this._w=o,this._x=n,this._y=i,this._z=r,this;let l=1-a*a;if(l<=Number.EPSILON){let f=1-e;return this._w=f*o+e*this._w,this._x=f*n+e*this._x,this._y=f*i+e*this._y,this._z=f*r+e*this._z,this.normalize(),this}let c=Math.sqrt(l),h=Math.atan2(c,a),u=Math.sin((1-e)*h)/c,d=Math.sin(e*h)/c;return this._w=o*u+this._w*d,this._x=n*u+this._x*d,this._y=i*u+this._y*d,this._z=r*u+this._z*d,this._onChangeCallback(),this}slerpQuaternions(t,e,n){return this.copy(t).slerp(e,n)}random(){let t=2*Math.PI*Math.random(),e=2*Math.PI*Math.random(),n=Math.random(),i=Math.sqrt(1-n),r=Math.sqrt(n);return this.set(i*Math.sin(t),i*Math.cos(t),r*Math.sin(e),r*Math.cos(e))}equals(t){return t._x===this._x&&t._y===this._y&&t._z===this._z&&t._w===this._w}fromArray(t,e=0){return this._x=t[e],this._y=t[e+1],this._z=t[e+2],this._w=t[e+3],this._onChangeCallback(),this}toArray(t=[],e=0){return t[e]=this._x,t[e+1]=this._y,t[e+2]=this._z,t[e+3]=this._w,t}fromBufferAttribute(t,e){return this._x=t.getX(e),this._y=t.getY(e),this._z=t.getZ(e),this._w=t.getW(e),this._onChangeCallback(),this}toJSON(){return this.toArray()}_onChange(t){return this._onChangeCallback=t,this}_onChangeCallback(){}*[Symbol.iterator](){yield this._x,yield this._y,yield this._z,yield this._w}},D=class s{constructor(t=0,e=0,n=0){s.prototype.isVector3=!0,this.x=t,this.y=e,this.z=n}set(t,e,n){return n===void 0&&(n=this.z),this.x=t,this.y=e,this.z=n,this}setScalar(t){return this.x=t,this.y=t,this.z=t,this}setX(t){return this.x=t,this}setY(t){return this.y=t,this}setZ(t){return this.z=t,this}setComponent(t,e){switch(t){case 0:this.x=e;break;case 1:this.y=e;break;case 2:this.z=e;break;default:throw new Error("index is out of range: "+t)}return this}getComponent(t){switch(t){case 0:return this.x;case 1:return this.y;case 2:return this.z;default:throw new Error("index is out of range: "+t)}}clone(){return new this.constructor(this.x,this.y,this.z)}copy(t){return this.x=t.x,this.y=t.y,this.z=t.z,this}add(t){return this.x+=t.x,this.y+=t.y,this.z+=t.z,this}addScalar(t){return this.x+=t,this.y+=t,this.z+=t,this}addVectors(t,e){return this.x=t.x+e.x,this.y=t.y+e.y,this.z=t.z+e.z,this}addScaledVector(t,e){return this.x+=t.x*e,this.y+=t.y*e,this.z+=t.z*e,this}sub(t){return this.x-=t.x,this.y-=t.y,this.z-=t.z,this}subScalar(t){return this.x-=t,this.y-=t,this.z-=t,this}subVectors(t,e){return this.x=t.x-e.x,this.y=t.y-e.y,this.z=t.z-e.z,this}multiply(t){return this.x*=t.x,this.y*=t.y,this.z*=t.z,this}multiplyScalar(t){return this.x*=t,this.y*=t,this.z*=t,this}multiplyVectors(t,e){return this.x=t.x*e.x,this.y=t.y*e.y,this.z=t.z*e.z,this}applyEuler(t){return this.applyQuaternion(Hu.setFromEuler(t))}applyAxisAngle(t,e){return this.applyQuaternion(Hu.setFromAxisAngle(t,e))}applyMatrix3(t){let e=this.x,n=this.y,i=this.z,r=t.elements;return this.x=r[0]*e+r[3]*n+r[6]*i,this.y=r[1]*e+r[4]*n+r[7]*i,this.z=r[2]*e+r[5]*n+r[8]*i,this}applyNormalMatrix(t){return this.applyMatrix3(t).normalize()}applyMatrix4(t){let e=this.x,n=this.y,i=this.z,r=t.elements,o=1/(r[3]*e+r[7]*n+r[11]*i+r[15]);return this.x=(r[0]*e+r[4]*n+r[8]*i+r[12])*o,this.y=(r[1]*e+r[5]*n+r[9]*i+r[13])*o,this.z=(r[2]*e+r[6]*n+r[10]*i+r[14])*o,this}applyQuaternion(t){let e=this.x,n=this.y,i=this.z,r=t.x,o=t.y,a=t.z,l=t.w,c=2*(o*i-a*n),h=2*(a*e-r*i),u=2*(r*n-o*e);return this.x=e+l*c+o*u-a*h,this.y=n+l*h+a*c-r*u,this.z=i+l*u+r*h-o*c,this}project(t){return this.applyMatrix4(t.matrixWorldInverse).applyMatrix4(t.projectionMatrix)}unproject(t){return this.applyMatrix4(t.projectionMatrixInverse).applyMatrix4(t.matrixWorld)}transformDirection(t){let e=this.x,n=this.y,i=this.z,r=t.elements;return this.x=r[0]*e+r[4]*n+r[8]*i,this.y=r[1]*e+r[5]*n+r[9]*i,this.z=r[2]*e+r[6]*n+r[10]*i,this.normalize()}divide(t){return this.x/=t.x,this.y/=t.y,this.z/=t.z,this}divideScalar(t){return this.multiplyScalar(1/t)}min(t){return this.x=Math.min(this.x,t.x),this.y=Math.min(this.y,t.y),this.z=Math.min(this.z,t.z),this}max(t){return this.x=Math.max(this.x,t.x),this.y=Math.max(this.y,t.y),this.z=Math.max(this.z,t.z),this}clamp(t,e){return this.x=Math.max(t.x,Math.min(e.x,this.x)),this.y=Math.max(t.y,Math.min(e.y,this.y)),this.z=Math.max(t.z,Math.min(e.z,this.z)),this}clampScalar(t,e){return this.x=Math.max(t,Math.min(e,this.x)),this.y=Math.max(t,Math.min(e,this.y)),this.z=Math.max(t,Math.min(e,this.z)),this}clampLength(t,e){let n=this.length();return this.divideScalar(n||1).multiplyScalar(Math.max(t,Math.min(e,n)))}floor(){return this.x=Math.floor(this.x),this.y=Math.floor(this.y),this.z=Math.floor(this.z),this}ceil(){return this.x=Math.ceil(this.x),this.y=Math.ceil(this.y),this.z=Math.ceil(this.z),this}round(){return this.x=Math.round(this.x),this.y=Math.round(this.y),this.z=Math.round(this.z),this}roundToZero(){return this.x=Math.trunc(this.x),this.y=Math.trunc(this.y),this.z=Math.trunc(this.z),this}negate(){return this.x=-this.x,this.y=-this.y,this.z=-this.z,this}dot(t){return this.x*t.x+this.y*t.y+this.z*t.z}lengthSq(){return this.x*this.x+this.y*this.y+this.z*this.z}length(){return Math.sqrt(this.x*this.x+this.y*this.y+this.z*this.z)}manhattanLength(){return Math.abs(this.x)+Math.abs(this.y)+Math.abs(this.z)}normalize(){return this.divideScalar(this.length()||1)}setLength(t){return this.normalize().multiplyScalar(t)}lerp(t,e){return this.x+=(t.x-this.x)*e,this.y+=(t.y-this.y)*e,this.z+=(t.z-this.z)*e,this}lerpVectors(t,e,n){return this.x=t.x+(e.x-t.x)*n,this.y=t.y+(e.y-t.y)*n,this.z=t.z+(e.z-t.z)*n,this}cross(t){return this.crossVectors(this,t)}crossVectors(t,e){let n=t.x,i=t.y,r=t.z,o=e.x,a=e.y,l=e.z;return this.x=i*l-r*a,this.y=r*o-n*l,this.z=n*a-i*o,this}projectOnVector(t){let e=t.lengthSq();if(e===0)return this.set(0,0,0);let n=t.dot(this)/e;return this.copy(t).multiplyScalar(n)}projectOnPlane(t){return ll.copy(this).projectOnVector(t),this.sub(ll)}reflect(t){return this.sub(ll.copy(t).multiplyScalar(2*this.dot(t)))}angleTo(t){let e=Math.sqrt(this.lengthSq()*t.lengthSq());if(e===0)return Math.PI/2;let n=this.dot(t)/e;return Math.acos(_e(n,-1,1))}distanceTo(t){return Math.sqrt(this.distanceToSquared(t))}distanceToSquared(t){let e=this.x-t.x,n=this.y-t.y,i=this.z-t.z;return e*e+n*n+i*i}manhattanDistanceTo(t){return Math.abs(this.x-t.x)+Math.abs(this.y-t.y)+Math.abs(this.z-t.z)}setFromSpherical(t){return this.setFromSphericalCoords(t.radius,t.phi,t.theta)}setFromSphericalCoords(t,e,n){let i=Math.sin(e)*t;return this.x=i*Math.sin(n),this.y=Math.cos(e)*t,this.z=i*Math.cos(n),this}setFromCylindrical(t){return this.setFromCylindricalCoords(t.radius,t.theta,t.y)}setFromCylindricalCoords(t,e,n){return this.x=t*Math.sin(e),this.y=n,this.z=t*Math.cos(e),this}setFromMatrixPosition(t){let e=t.elements;return this.x=e[12],this.y=e[13],this.z=e[14],this}setFromMatrixScale(t){let e=this.setFromMatrixColumn(t,0).length(),n=this.setFromMatrixColumn(t,1).length(),i=this.setFromMatrixColumn(t,2).length();return this.x=e,this.y=n,this.z=i,this}setFromMatrixColumn(t,e){return this.fromArray(t.elements,e*4)}setFromMatrix3Column(t,e){return this.fromArray(t.elements,e*3)}setFromEuler(t){return this.x=t._x,this.y=t._y,this.z=t._z,this}setFromColor(t){return this.x=t.r,this.y=t.g,this.z=t.b,this}equals(t){return t.x===this.x&&t.y===this.y&&t.z===this.z}fromArray(t,e=0){return this.x=t[e],this.y=t[e+1],this.z=t[e+2],this}toArray(t=[],e=0){return t[e]=this.x,t[e+1]=this.y,t[e+2]=this.z,t}fromBufferAttribute(t,e){return this.x=t.getX(e),this.y=t.getY(e),this.z=t.getZ(e),this}random(){return this.x=Math.random(),this.y=Math.random(),this.z=Math.random(),this}randomDirection(){let t=Math.random()*Math.PI*2,e=Math.random()*2-1,n=Math.sqrt(1-e*e);return this.x=n*Math.cos(t),this.y=e,this.z=n*Math.sin(t),this}*[Symbol.iterator](){yield this.x,yield this.y,yield this.z}},ll=new D,Hu=new vn,on=class{constructor(t=new D(1/0,1/0,1/0),e=new D(-1/0,-1/0,-1/0)){this.isBox3=!0,this.min=t,this.max=e}set(t,e){return this.min.copy(t),this.max.copy(e),this}setFromArray(t){this.makeEmpty();for(let e=0,n=t.length;e<n;e+=3)this.expandByPoint(dn.fromArray(t,e));return this}setFromBufferAttribute(t){this.makeEmpty();for(let e=0,n=t.count;e<n;e++)this.expandByPoint(dn.fromBufferAttribute(t,e));return this}setFromPoints(t){this.makeEmpty();for(let e=0,n=t.length;e<n;e++)this.expandByPoint(t[e]);return this}setFromCenterAndSize(t,e){let n=dn.copy(e).multiplyScalar(.5);return this.min.copy(t).sub(n),this.max.copy(t).add(n),this}setFromObject(t,e=!1){return this.makeEmpty(),this.expandByObject(t,e)}clone(){return new this.constructor().copy(this)}copy(t){return this.min.copy(t.min),this.max.copy(t.max),this}makeEmpty(){return this.min.x=this.min.y=this.min.z=1/0,this.max.x=this.max.y=this.max.z=-1/0,this}isEmpty(){return this.max.x<this.min.x||this.max.y<this.min.y||this.max.z<this.min.z}getCenter(t){return this.isEmpty()?t.set(0,0,0):t.addVectors(this.min,this.max).multiplyScalar(.5)}getSize(t){return this.isEmpty()?t.set(0,0,0):t.subVectors(this.max,this.min)}expandByPoint(t){return this.min.min(t),this.max.max(t),this}expandByVector(t){return this.min.sub(t),this.max.add(t),this}expandByScalar(t){return this.min.addScalar(-t),this.max.addScalar(t),this}expandByObject(t,e=!1){t.updateWorldMatrix(!1,!1);let n=t.geometry;if(n!==void 0){let r=n.getAttribute("position");if(e===!0&&r!==void 0&&t.isInstancedMesh!==!0)for(let o=0,a=r.count;o<a;o++)t.isMesh===!0?t.getVertexPosition(o,dn):dn.fromBufferAttribute(r,o),dn.applyMatrix4(t.matrixWorld),this.expandByPoint(dn);else t.boundingBox!==void 0?(t.boundingBox===null&&t.computeBoundingBox(),Zr.copy(t.boundingBox)):(n.boundingBox===null&&n.computeBoundingBox(),Zr.copy(n.boundingBox)),Zr.applyMatrix4(t.matrixWorld),this.union(Zr)}let i=t.children;for(let r=0,o=i.length;r<o;r++)this.expandByObject(i[r],e);return this}containsPoint(t){return t.x>=this.min.x&&t.x<=this.max.x&&t.y>=this.min.y&&t.y<=this.max.y&&t.z>=this.min.z&&t.z<=this.max.z}containsBox(t){return this.min.x<=t.min.x&&t.max.x<=this.max.x&&this.min.y<=t.min.y&&t.max.y<=this.max.y&&this.min.z<=t.min.z&&t.max.z<=this.max.z}getParameter(t,e){return e.set((t.x-this.min.x)/(this.max.x-this.min.x),(t.y-this.min.y)/(this.max.y-this.min.y),(t.z-this.min.z)/(this.max.z-this.min.z))}intersectsBox(t){return t.max.x>=this.min.x&&t.min.x<=this.max.x&&t.max.y>=this.min.y&&t.min.y<=this.max.y&&t.max.z>=this.min.z&&t.min.z<=this.max.z}intersectsSphere(t){return this.clampPoint(t.center,dn),dn.distanceToSquared(t.center)<=t.radius*t.radius}intersectsPlane(t){let e,n;return t.normal.x>0?(e=t.normal.x*this.min.x,n=t.normal.x*this.max.x):(e=t.normal.x*this.max.x,n=t.normal.x*this.min.x),t.normal.y>0?(e+=t.normal.y*this.min.y,n+=t.normal.y*this.max.y):(e+=t.normal.y*this.max.y,n+=t.normal.y*this.min.y),t.normal.z>0?(e+=t.normal.z*this.min.z,n+=t.normal.z*this.max.z):(e+=t.normal.z*this.max.z,n+=t.normal.z*this.min.z),e<=-t.constant&&n>=-t.constant}intersectsTriangle(t){if(this.isEmpty())return!1;this.getCenter(nr),jr.subVectors(this.max,nr),ds.subVectors(t.a,nr),fs.subVectors(t.b,nr),ps.subVectors(t.c,nr),di.subVectors(fs,ds),fi.subVectors(ps,fs),Li.subVectors(ds,ps);let e=[0,-di.z,di.y,0,-fi.z,fi.y,0,-Li.z,Li.y,di.z,0,-di.x,fi.z,0,-fi.x,Li.z,0,-Li.x,-di.y,di.x,0,-fi.y,fi.x,0,-Li.y,Li.x,0];return!cl(e,ds,fs,ps,jr)||(e=[1,0,0,0,1,0,0,0,1],!cl(e,ds,fs,ps,jr))?!1:(Kr.crossVectors(di,fi),e=[Kr.x,Kr.y,Kr.z],cl(e,ds,fs,ps,jr))}clampPoint(t,e){return e.copy(t).clamp(this.min,this.max)}distanceToPoint(t){return this.clampPoint(t,dn).distanceTo(t)}getBoundingSphere(t){return this.isEmpty()?t.makeEmpty():(this.getCenter(t.center),t.radius=this.getSize(dn).length()*.5),t}intersect(t){return this.min.max(t.min),this.max.min(t.max),this.isEmpty()&&this.makeEmpty(),this}union(t){return this.min.min(t.min),this.max.max(t.max),this}applyMatrix4(t){return this.isEmpty()?this:(Vn[0].set(this.min.x,this.min.y,this.min.z).applyMatrix4(t),Vn[1].set(this.min.x,this.min.y,this.max.z).applyMatrix4(t),Vn[2].set(this.min.x,this.max.y,this.min.z).applyMatrix4(t),Vn[3].set(this.min.x,this.max.y,this.max.z).applyMatrix4(t),Vn[4].set(this.max.x,this.min.y,this.min.z).applyMatrix4(t),Vn[5].set(this.max.x,this.min.y,this.max.z).applyMatrix4(t),Vn[6].set(this.max.x,this.max.y,this.min.z).applyMatrix4(t),Vn[7].set(this.max.x,this.max.y,this.max.z).applyMatrix4(t),this.setFromPoints(Vn),this)}translate(t){return this.min.add(t),this.max.add(t),this}equals(t){return t.min.equals(this.min)&&t.max.equals(this.max)}},Vn=[new D,new D,new D,new D,new D,new D,new D,new D],dn=new D,Zr=new on,ds=new D,fs=new D,ps=new D,di=new D,fi=new D,Li=new D,nr=new D,jr=new D,Kr=new D,Di=new D;function cl(s,t,e,n,i){for(let r=0,o=s.length-3;r<=o;r+=3){Di.fromArray(s,r);let a=i.x*Math.abs(Di.x)+i.y*Math.abs(Di.y)+i.z*Math.abs(Di.z),l=t.dot(Di),c=e.dot(Di),h=n.dot(Di);if(Math.max(-Math.max(l,c,h),Math.min(l,c,h))>a)return!1}return!0}var yg=new on,ir=new D,hl=new D,Pn=class{constructor(t=new D,e=-1){this.isSphere=!0,this.center=t,this.radius=e}set(t,e){return this.center.copy(t),this.radius=e,this}setFromPoints(t,e){let n=this.center;e!==void 0?n.copy(e):yg.setFromPoints(t).getCenter(n);let i=0;for(let r=0,o=t.length;r<o;r++)i=Math.max(i,n.distanceToSquared(t[r]));return this.radius=Math.sqrt(i),this}copy(t){return this.center.copy(t.center),this.radius=t.radius,this}isEmpty(){return this.radius<0}makeEmpty(){return this.center.set(0,0,0),this.radius=-1,this}containsPoint(t){return t.distanceToSquared(this.center)<=this.radius*this.radius}distanceToPoint(t){return t.distanceTo(this.center)-this.radius}intersectsSphere(t){let e=this.radius+t.radius;return t.center.distanceToSquared(this.center)<=e*e}intersectsBox(t){return t.intersectsSphere(this)}intersectsPlane(t){return Math.abs(t.distanceToPoint(this.center))<=this.radius}clampPoint(t,e){let n=this.center.distanceToSquared(t);return e.copy(t),n>this.radius*this.radius&&(e.sub(this.center).normalize(),e.multiplyScalar(this.radius).add(this.center)),e}getBoundingBox(t){return this.isEmpty()?(t.makeEmpty(),t):(t.set(this.center,this.center),t.expandByScalar(this.radius),t)}applyMatrix4(t){return this.center.applyMatrix4(t),this.radius=this.radius*t.getMaxScaleOnAxis(),this}translate(t){return this.center.add(t),this}expandByPoint(t){if(this.isEmpty())return this.center.copy(t),this.radius=0,this;ir.subVectors(t,this.center);let e=ir.lengthSq();if(e>this.radius*this.radius){let n=Math.sqrt(e),i=(n-this.radius)*.5;this.center.addScaledVector(ir,i/n),this.radius+=i}return this}union(t){return t.isEmpty()?this:this.isEmpty()?(this.copy(t),this):(this.center.equals(t.center)===!0?this.radius=Math.max(this.radius,t.radius):(hl.subVectors(t.center,this.center).setLength(t.radius),this.expandByPoint(ir.copy(t.center).add(hl)),this.expandByPoint(ir.copy(t.center).sub(hl))),this)}equals(t){return t.center.equals(this.center)&&t.radius===this.radius}clone(){return new this.constructor().copy(this)}},Gn=new D,ul=new D,Jr=new D,pi=new D,dl=new D,Qr=new D,fl=new D,$i=class{constructor(t=new D,e=new D(0,0,-1)){this.origin=t,this.direction=e}set(t,e){return this.origin.copy(t),this.direction.copy(e),this}copy(t){return this.origin.copy(t.origin),this.direction.copy(t.direction),this}at(t,e){return e.copy(this.origin).addScaledVector(this.direction,t)}lookAt(t){return this.direction.copy(t).sub(this.origin).normalize(),this}recast(t){return this.origin.copy(this.at(t,Gn)),this}closestPointToPoint(t,e){e.subVectors(t,this.origin);let n=e.dot(this.direction);return n<0?e.copy(this.origin):e.copy(this.origin).addScaledVector(this.direction,n)}distanceToPoint(t){return Math.sqrt(this.distanceSqToPoint(t))}distanceSqToPoint(t){let e=Gn.subVectors(t,this.origin).dot(this.direction);return e<0?this.origin.distanceToSquared(t):(Gn.copy(this.origin).addScaledVector(this.direction,e),Gn.distanceToSquared(t))}distanceSqToSegment(t,e,n,i){ul.copy(t).add(e).multiplyScalar(.5),Jr.copy(e).sub(t).normalize(),pi.copy(this.origin).sub(ul);let r=t.distanceTo(e)*.5,o=-this.direction.dot(Jr),a=pi.dot(this.direction),l=-pi.dot(Jr),c=pi.lengthSq(),h=Math.abs(1-o*o),u,d,f,p;if(h>0)if(u=o*l-a,d=o*a-l,p=r*h,u>=0)if(d>=-p)if(d<=p){let x=1/h;u*=x,d*=x,f=u*(u+o*d+2*a)+d*(o*u+d+2*l)+c}else d=r,u=Math.max(0,-(o*d+a)),f=-u*u+d*(d+2*l)+c;else d=-r,u=Math.max(0,-(o*d+a)),f=-u*u+d*(d+2*l)+c;else d<=-p?(u=Math.max(0,-(-o*r+a)),d=u>0?-r:Math.min(Math.max(-r,-l),r),f=-u*u+d*(d+2*l)+c):d<=p?(u=0,d=Math.min(Math.max(-r,-l),r),f=d*(d+2*l)+c):(u=Math.max(0,-(o*r+a)),d=u>0?r:Math.min(Math.max(-r,-l),r),f=-u*u+d*(d+2*l)+c);else d=o>0?-r:r,u=Math.max(0,-(o*d+a)),f=-u*u+d*(d+2*l)+c;return n&&n.copy(this.origin).addScaledVector(this.direction,u),i&&i.copy(ul).addScaledVector(Jr,d),f}intersectSphere(t,e){Gn.subVectors(t.center,this.origin);let n=Gn.dot(this.direction),i=Gn.dot(Gn)-n*n,r=t.radius*t.radius;if(i>r)return null;let o=Math.sqrt(r-i),a=n-o,l=n+o;return l<0?null:a<0?this.at(l,e):this.at(a,e)}intersectsSphere(t){return this.distanceSqToPoint(t.center)<=t.radius*t.radius}distanceToPlane(t){let e=t.normal.dot(this.direction);if(e===0)return t.distanceToPoint(this.origin)===0?0:null;let n=-(this.origin.dot(t.normal)+t.constant)/e;return n>=0?n:null}intersectPlane(t,e){let n=this.distanceToPlane(t);return n===null?null:this.at(n,e)}intersectsPlane(t){let e=t.distanceToPoint(this.origin);return e===0||t.normal.dot(this.direction)*e<0}intersectBox(t,e){let n,i,r,o,a,l,c=1/this.direction.x,h=1/this.direction.y,u=1/this.direction.z,d=this.origin;return c>=0?(n=(t.min.x-d.x)*c,i=(t.max.x-d.x)*c):(n=(t.max.x-d.x)*c,i=(t.min.x-d.x)*c),h>=0?(r=(t.min.y-d.y)*h,o=(t.max.y-d.y)*h):(r=(t.max.y-d.y)*h,o=(t.min.y-d.y)*h),n>o||r>i||((r>n||isNaN(n))&&(n=r),(o<i||isNaN(i))&&(i=o),u>=0?(a=(t.min.z-d.z)*u,l=(t.max.z-d.z)*u):(a=(t.max.z-d.z)*u,l=(t.min.z-d.z)*u),n>l||a>i)||((a>n||n!==n)&&(n=a),(l<i||i!==i)&&(i=l),i<0)?null:this.at(n>=0?n:i,e)}intersectsBox(t){return this.intersectBox(t,Gn)!==null}intersectTriangle(t,e,n,i,r){dl.subVectors(e,t),Qr.subVectors(n,t),fl.crossVectors(dl,Qr);let o=this.direction.dot(fl),a;if(o>0){if(i)return null;a=1}else if(o<0)a=-1,o=-o;else return null;pi.subVectors(this.origin,t);let l=a*this.direction.dot(Qr.crossVectors(pi,Qr));if(l<0)return null;let c=a*this.direction.dot(dl.cross(pi));if(c<0||l+c>o)return null;let h=-a*pi.dot(fl);return h<0?null:this.at(h/o,r)}applyMatrix4(t){return this.origin.applyMatrix4(t),this.direction.transformDirection(t),this}equals(t){return t.origin.equals(this.origin)&&t.direction.equals(this.direction)}clone(){return new this.constructor().copy(this)}},oe=class s{constructor(t,e,n,i,r,o,a,l,c,h,u,d,f,p,x,m){s.prototype.isMatrix4=!0,this.elements=[1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1],t!==void 0&&this.set(t,e,n,i,r,o,a,l,c,h,u,d,f,p,x,m)}set(t,e,n,i,r,o,a,l,c,h,u,d,f,p,x,m){let g=this.elements;return g[0]=t,g[4]=e,g[8]=n,g[12]=i,g[1]=r,g[5]=o,g[9]=a,g[13]=l,g[2]=c,g[6]=h,g[10]=u,g[14]=d,g[3]=f,g[7]=p,g[11]=x,g[15]=m,this}identity(){return this.set(1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1),this}clone(){return new s().fromArray(this.elements)}copy(t){let e=this.elements,n=t.elements;return e[0]=n[0],e[1]=n[1],e[2]=n[2],e[3]=n[3],e[4]=n[4],e[5]=n[5],e[6]=n[6],e[7]=n[7],e[8]=n[8],e[9]=n[9],e[10]=n[10],e[11]=n[11],e[12]=n[12],e[13]=n[13],e[14]=n[14],e[15]=n[15],this}copyPosition(t){let e=this.elements,n=t.elements;return e[12]=n[12],e[13]=n[13],e[14]=n[14],this}setFromMatrix3(t){let e=t.elements;return this.set(e[0],e[3],e[6],0,e[1],e[4],e[7],0,e[2],e[5],e[8],0,0,0,0,1),this}extractBasis(t,e,n){return t.setFromMatrixColumn(this,0),e.setFromMatrixColumn(this,1),n.setFromMatrixColumn(this,2),this}makeBasis(t,e,n){return this.set(t.x,e.x,n.x,0,t.y,e.y,n.y,0,t.z,e.z,n.z,0,0,0,0,1),this}extractRotation(t){let e=this.elements,n=t.elements,i=1/ms.setFromMatrixColumn(t,0).length(),r=1/ms.setFromMatrixColumn(t,1).length(),o=1/ms.setFromMatrixColumn(t,2).length();return e[0]=n[0]*i,e[1]=n[1]*i,e[2]=n[2]*i,e[3]=0,e[4]=n[4]*r,e[5]=n[5]*r,e[6]=n[6]*r,e[7]=0,e[8]=n[8]*o,e[9]=n[9]*o,e[10]=n[10]*o,e[11]=0,e[12]=0,e[13]=0,e[14]=0,e[15]=1,this}makeRotationFromEuler(t){let e=this.elements,n=t.x,i=t.y,r=t.z,o=Math.cos(n),a=Math.sin(n),l=Math.cos(i),c=Math.sin(i),h=Math.cos(r),u=Math.sin(r);if(t.order==="XYZ"){let d=o*h,f=o*u,p=a*h,x=a*u;e[0]=l*h,e[4]=-l*u,e[8]=c,e[1]=f+p*c,e[5]=d-x*c,e[9]=-a*l,e[2]=x-d*c,e[6]=p+f*c,e[10]=o*l}else if(t.order==="YXZ"){let d=l*h,f=l*u,p=c*h,x=c*u;e[0]=d+x*a,e[4]=p*a-f,e[8]=o*c,e[1]=o*u,e[5]=o*h,e[9]=-a,e[2]=f*a-p,e[6]=x+d*a,e[10]=o*l}else if(t.order==="ZXY"){let d=l*h,f=l*u,p=c*h,x=c*u;e[0]=d-x*a,e[4]=-o*u,e[8]=p+f*a,e[1]=f+p*a,e[5]=o*h,e[9]=x-d*a,e[2]=-o*c,e[6]=a,e[10]=o*l}else if(t.order==="ZYX"){let d=o*h,f=o*u,p=a*h,x=a*u;e[0]=l*h,e[4]=p*c-f,e[8]=d*c+x,e[1]=l*u,e[5]=x*c+d,e[9]=f*c-p,e[2]=-c,e[6]=a*l,e[10]=o*l}else if(t.order==="YZX"){let d=o*l,f=o*c,p=a*l,x=a*c;e[0]=l*h,e[4]=x-d*u,e[8]=p*u+f,e[1]=u,e[5]=o*h,e[9]=-a*h,e[2]=-c*h,e[6]=f*u+p,e[10]=d-x*u}else if(t.order==="XZY"){let d=o*l,f=o*c,p=a*l,x=a*c;e[0]=l*h,e[4]=-u,e[8]=c*h,e[1]=d*u+x,e[5]=o*h,e[9]=f*u-p,e[2]=p*u-f,e[6]=a*h,e[10]=x*u+d}return e[3]=0,e[7]=0,e[11]=0,e[12]=0,e[13]=0,e[14]=0,e[15]=1,this}makeRotationFromQuaternion(t){return this.compose(vg,t,bg)}lookAt(t,e,n){let i=this.elements;return Xe.subVectors(t,e),Xe.lengthSq()===0&&(Xe.z=1),Xe.normalize(),mi.crossVectors(n,Xe),mi.lengthSq()===0&&(Math.abs(n.z)===1?Xe.x+=1e-4:Xe.z+=1e-4,Xe.normalize(),mi.crossVectors(n,Xe)),mi.normalize(),to.crossVectors(Xe,mi),i[0]=mi.x,i[4]=to.x,i[8]=Xe.x,i[1]=mi.y,i[5]=to.y,i[9]=Xe.y,i[2]=mi.z,i[6]=to.z,i[10]=Xe.z,this}multiply(t){return this.multiplyMatrices(this,t)}premultiply(t){return this.multiplyMatrices(t,this)}multiplyMatrices(t,e){let n=t.elements,i=e.elements,r=this.elements,o=n[0],a=n[4],l=n[8],c=n[12],h=n[1],u=n[5],d=n[9],f=n[13],p=n[2],x=n[6],m=n[10],g=n[14],M=n[3],S=n[7],b=n[11],C=n[15],E=i[0],T=i[4],I=i[8],w=i[12],y=i[1],P=i[5],G=i[9],k=i[13],$=i[2],X=i[6],H=i[10],J=i[14],V=i[3],nt=i[7],ct=i[11],mt=i[15];return r[0]=o*E+a*y+l*$+c*V,r[4]=o*T+a*P+l*X+c*nt,r[8]=o*I+a*G+l*H+c*ct,r[12]=o*w+a*k+l*J+c*mt,r[1]=h*E+u*y+d*$+f*V,r[5]=h*T+u*P+d*X+f*nt,r[9]=h*I+u*G+d*H+f*ct,r[13]=h*w+u*k+d*J+f*mt,r[2]=p*E+x*y+m*$+g*V,r[6]=p*T+x*P+m*X+g*nt,r[10]=p*I+x*G+m*H+g*ct,r[14]=p*w+x*k+m*J+g*mt,r[3]=M*E+S*y+b*$+C*V,r[7]=M*T+S*P+b*X+C*nt,r[11]=M*I+S*G+b*H+C*ct,r[15]=M*w+S*k+b*J+C*mt,this}multiplyScalar(t){let e=this.elements;return e[0]*=t,e[4]*=t,e[8]*=t,e[12]*=t,e[1]*=t,e[5]*=t,e[9]*=t,e[13]*=t,e[2]*=t,e[6]*=t,e[10]*=t,e[14]*=t,e[3]*=t,e[7]*=t,e[11]*=t,e[15]*=t,this}determinant(){let t=this.elements,e=t[0],n=t[4],i=t[8],r=t[12],o=t[1],a=t[5],l=t[9],c=t[13],h=t[2],u=t[6],d=t[10],f=t[14],p=t[3],x=t[7],m=t[11],g=t[15];return p*(+r*l*u-i*c*u-r*a*d+n*c*d+i*a*f-n*l*f)+x*(+e*l*f-e*c*d+r*o*d-i*o*f+i*c*h-r*l*h)+m*(+e*c*u-e*a*f-r*o*u+n*o*f+r*a*h-n*c*h)+g*(-i*a*h-e*l*u+e*a*d+i*o*u-n*o*d+n*l*h)}transpose(){let t=this.elements,e;return e=t[1],t[1]=t[4],t[4]=e,e=t[2],t[2]=t[8],t[8]=e,e=t[6],t[6]=t[9],t[9]=e,e=t[3],t[3]=t[12],t[12]=e,e=t[7],t[7]=t[13],t[13]=e,e=t[11],t[11]=t[14],t[14]=e,this}setPosition(t,e,n){let i=this.elements;return t.isVector3?(i[12]=t.x,i[13]=t.y,i[14]=t.z):(i[12]=t,i[13]=e,i[14]=n),this}invert(){let t=this.elements,e=t[0],n=t[1],i=t[2],r=t[3],o=t[4],a=t[5],l=t[6],c=t[7],h=t[8],u=t[9],d=t[10],f=t[11],p=t[12],x=t[13],m=t[14],g=t[15],M=u*m*c-x*d*c+x*l*f-a*m*f-u*l*g+a*d*g,S=p*d*c-h*m*c-p*l*f+o*m*f+h*l*g-o*d*g,b=h*x*c-p*u*c+p*a*f-o*x*f-h*a*g+o*u*g,C=p*u*l-h*x*l-p*a*d+o*x*d+h*a*m-o*u*m,E=e*M+n*S+i*b+r*C;if(E===0)return this.set(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0);let T=1/E;return t[0]=M*T,t[1]=(x*d*r-u*m*r-x*i*f+n*m*f+u*i*g-n*d*g)*T,t[2]=(a*m*r-x*l*r+x*i*c-n*m*c-a*i*g+n*l*g)*T,t[3]=(u*l*r-a*d*r-u*i*c+n*d*c+a*i*f-n*l*f)*T,t[4]=S*T,t[5]=(h*m*r-p*d*r+p*i*f-e*m*f-h*i*g+e*d*g)*T,t[6]=(p*l*r-o*m*r-p*i*c+e*m*c+o*i*g-e*l*g)*T,t[7]=(o*d*r-h*l*r+h*i*c-e*d*c-o*i*f+e*l*f)*T,t[8]=b*T,t[9]=(p*u*r-h*x*r-p*n*f+e*x*f+h*n*g-e*u*g)*T,t[10]=(o*x*r-p*a*r+p*n*c-e*x*c-o*n*g+e*a*g)*T,t[11]=(h*a*r-o*u*r-h*n*c+e*u*c+o*n*f-e*a*f)*T,t[12]=C*T,t[13]=(h*x*i-p*u*i+p*n*d-e*x*d-h*n*m+e*u*m)*T,t[14]=(p*a*i-o*x*i-p*n*l+e*x*l+o*n*m-e*a*m)*T,t[15]=(o*u*i-h*a*i+h*n*l-e*u*l-o*n*d+e*a*d)*T,this}scale(t){let e=this.elements,n=t.x,i=t.y,r=t.z;return e[0]*=n,e[4]*=i,e[8]*=r,e[1]*=n,e[5]*=i,e[9]*=r,e[2]*=n,e[6]*=i,e[10]*=r,e[3]*=n,e[7]*=i,e[11]*=r,this}getMaxScaleOnAxis(){let t=this.elements,e=t[0]*t[0]+t[1]*t[1]+t[2]*t[2],n=t[4]*t[4]+t[5]*t[5]+t[6]*t[6],i=t[8]*t[8]+t[9]*t[9]+t[10]*t[10];return Math.sqrt(Math.max(e,n,i))}makeTranslation(t,e,n){return t.isVector3?this.set(1,0,0,t.x,0,1,0,t.y,0,0,1,t.z,0,0,0,1):this.set(1,0,0,t,0,1,0,e,0,0,1,n,0,0,0,1),this}makeRotationX(t){let e=Math.cos(t),n=Math.sin(t);return this.set(1,0,0,0,0,e,-n,0,0,n,e,0,0,0,0,1),this}makeRotationY(t){let e=Math.cos(t),n=Math.sin(t);return this.set(e,0,n,0,0,1,0,0,-n,0,e,0,0,0,0,1),this}makeRotationZ(t){let e=Math.cos(t),n=Math.sin(t);return this.set(e,-n,0,0,n,e,0,0,0,0,1,0,0,0,0,1),this}makeRotationAxis(t,e){let n=Math.cos(e),i=Math.sin(e),r=1-n,o=t.x,a=t.y,l=t.z,c=r*o,h=r*a;return this.set(c*o+n,c*a-i*l,c*l+i*a,0,c*a+i*l,h*a+n,h*l-i*o,0,c*l-i*a,h*l+i*o,r*l*l+n,0,0,0,0,1),this}makeScale(t,e,n){return this.set(t,0,0,0,0,e,0,0,0,0,n,0,0,0,0,1),this}makeShear(t,e,n,i,r,o){return this.set(1,n,r,0,t,1,o,0,e,i,1,0,0,0,0,1),this}compose(t,e,n){let i=this.elements,r=e._x,o=e._y,a=e._z,l=e._w,c=r+r,h=o+o,u=a+a,d=r*c,f=r*h,p=r*u,x=o*h,m=o*u,g=a*u,M=l*c,S=l*h,b=l*u,C=n.x,E=n.y,T=n.z;return i[0]=(1-(x+g))*C,i[1]=(f+b)*C,i[2]=(p-S)*C,i[3]=0,i[4]=(f-b)*E,i[5]=(1-(d+g))*E,i[6]=(m+M)*E,i[7]=0,i[8]=(p+S)*T,i[9]=(m-M)*T,i[10]=(1-(d+x))*T,i[11]=0,i[12]=t.x,i[13]=t.y,i[14]=t.z,i[15]=1,this}decompose(t,e,n){let i=this.elements,r=ms.set(i[0],i[1],i[2]).length(),o=ms.set(i[4],i[5],i[6]).length(),a=ms.set(i[8],i[9],i[10]).length();this.determinant()<0&&(r=-r),t.x=i[12],t.y=i[13],t.z=i[14],fn.copy(this);let c=1/r,h=1/o,u=1/a;return fn.elements[0]*=c,fn.elements[1]*=c,fn.elements[2]*=c,fn.elements[4]*=h,fn.elements[5]*=h,fn.elements[6]*=h,fn.elements[8]*=u,fn.elements[9]*=u,fn.elements[10]*=u,e.setFromRotationMatrix(fn),n.x=r,n.y=o,n.z=a,this}makePerspective(t,e,n,i,r,o,a=Zn){let l=this.elements,c=2*r/(e-t),h=2*r/(n-i),u=(e+t)/(e-t),d=(n+i)/(n-i),f,p;if(a===Zn)f=-(o+r)/(o-r),p=-2*o*r/(o-r);else if(a===Eo)f=-o/(o-r),p=-o*r/(o-r);else throw new Error("THREE.Matrix4.makePerspective(): Invalid coordinate system: "+a);return l[0]=c,l[4]=0,l[8]=u,l[12]=0,l[1]=0,l[5]=h,l[9]=d,l[13]=0,l[2]=0,l[6]=0,l[10]=f,l[14]=p,l[3]=0,l[7]=0,l[11]=-1,l[15]=0,this}makeOrthographic(t,e,n,i,r,o,a=Zn){let l=this.elements,c=1/(e-t),h=1/(n-i),u=1/(o-r),d=(e+t)*c,f=(n+i)*h,p,x;if(a===Zn)p=(o+r)*u,x=-2*u;else if(a===Eo)p=r*u,x=-1*u;else throw new Error("THREE.Matrix4.makeOrthographic(): Invalid coordinate system: "+a);return l[0]=2*c,l[4]=0,l[8]=0,l[12]=-d,l[1]=0,l[5]=2*h,l[9]=0,l[13]=-f,l[2]=0,l[6]=0,l[10]=x,l[14]=-p,l[3]=0,l[7]=0,l[11]=0,l[15]=1,this}equals(t){let e=this.elements,n=t.elements;for(let i=0;i<16;i++)if(e[i]!==n[i])return!1;return!0}fromArray(t,e=0){for(let n=0;n<16;n++)this.elements[n]=t[n+e];return this}toArray(t=[],e=0){let n=this.elements;return t[e]=n[0],t[e+1]=n[1],t[e+2]=n[2],t[e+3]=n[3],t[e+4]=n[4],t[e+5]=n[5],t[e+6]=n[6],t[e+7]=n[7],t[e+8]=n[8],t[e+9]=n[9],t[e+10]=n[10],t[e+11]=n[11],t[e+12]=n[12],t[e+13]=n[13],t[e+14]=n[14],t[e+15]=n[15],t}},ms=new D,fn=new oe,vg=new D(0,0,0),bg=new D(1,1,1),mi=new D,to=new D,Xe=new D,Vu=new oe,Gu=new vn,In=class s{constructor(t=0,e=0,n=0,i=s.DEFAULT_ORDER){this.isEuler=!0,this._x=t,this._y=e,this._z=n,this._order=i}get x(){return this._x}set x(t){this._x=t,this._onChangeCallback()}get y(){return this._y}set y(t){this._y=t,this._onChangeCallback()}get z(){return this._z}set z(t){this._z=t,this._onChangeCallback()}get order(){return this._order}set order(t){this._order=t,this._onChangeCallback()}set(t,e,n,i=this._order){return this._x=t,this._y=e,this._z=n,this._order=i,this._onChangeCallback(),this}clone(){return new this.constructor(this._x,this._y,this._z,this._order)}copy(t){return this._x=t._x,this._y=t._y,this._z=t._z,this._order=t._order,this._onChangeCallback(),this}setFromRotationMatrix(t,e=this._order,n=!0){let i=t.elements,r=i[0],o=i[4],a=i[8],l=i[1],c=i[5],h=i[9],u=i[2],d=i[6],f=i[10];switch(e){case"XYZ":this._y=Math.asin(_e(a,-1,1)),Math.abs(a)<.9999999?(this._x=Math.atan2(-h,f),this._z=Math.atan2(-o,r)):(this._x=Math.atan2(d,c),this._z=0);break;case"YXZ":this._x=Math.asin(-_e(h,-1,1)),Math.abs(h)<.9999999?(this._y=Math.atan2(a,f),this._z=Math.atan2(l,c)):(this._y=Math.atan2(-u,r),this._z=0);break;case"ZXY":this._x=Math.asin(_e(d,-1,1)),Math.abs(d)<.9999999?(this._y=Math.atan2(-u,f),this._z=Math.atan2(-o,c)):(this._y=0,this._z=Math.atan2(l,r));break;case"ZYX":this._y=Math.asin(-_e(u,-1,1)),Math.abs(u)<.9999999?(this._x=Math.atan2(d,f),this._z=Math.atan2(l,r)):(this._x=0,this._z=Math.atan2(-o,c));break;case"YZX":this._z=Math.asin(_e(l,-1,1)),Math.abs(l)<.9999999?(this._x=Math.atan2(-h,c),this._y=Math.atan2(-u,r)):(this._x=0,this._y=Math.atan2(a,f));break;case"XZY":this._z=Math.asin(-_e(o,-1,1)),Math.abs(o)<.9999999?(this._x=Math.atan2(d,c),this._y=Math.atan2(a,r)):(this._x=Math.atan2(-h,f),this._y=0);break;default:console.warn("THREE.Euler: .setFromRotationMatrix() encountered an unknown order: "+e)}return this._order=e,n===!0&&this._onChangeCallback(),this}setFromQuaternion(t,e,n){return Vu.makeRotationFromQuaternion(t),this.setFromRotationMatrix(Vu,e,n)}setFromVector3(t,e=this._order){return this.set(t.x,t.y,t.z,e)}reorder(t){return Gu.setFromEuler(this),this.setFromQuaternion(Gu,t)}equals(t){return t._x===this._x&&t._y===this._y&&t._z===this._z&&t._order===this._order}fromArray(t){return this._x=t[0],this._y=t[1],this._z=t[2],t[3]!==void 0&&(this._order=t[3]),this._onChangeCallback(),this}toArray(t=[],e=0){return t[e]=this._x,t[e+1]=this._y,t[e+2]=this._z,t[e+3]=this._order,t}_onChange(t){return this._onChangeCallback=t,this}_onChangeCallback(){}*[Symbol.iterator](){yield this._x,yield this._y,yield this._z,yield this._order}};In.DEFAULT_ORDER="XYZ";var pr=class{constructor(){this.mask=1}set(t){this.mask=(1<<t|0)>>>0}enable(t){this.mask|=1<<t|0}enableAll(){this.mask=-1}toggle(t){this.mask^=1<<t|0}disable(t){this.mask&=~(1<<t|0)}disableAll(){this.mask=0}test(t){return(this.mask&t.mask)!==0}isEnabled(t){return(this.mask&(1<<t|0))!==0}},_g=0,Wu=new D,gs=new vn,Wn=new oe,eo=new D,sr=new D,Mg=new D,wg=new vn,$u=new D(1,0,0),Xu=new D(0,1,0),qu=new D(0,0,1),Yu={type:"added"},Sg={type:"removed"},xs={type:"childadded",child:null},pl={type:"childremoved",child:null},Fe=class s extends Qn{constructor(){super(),this.isObject3D=!0,Object.defineProperty(this,"id",{value:_g++}),this.uuid=jn(),this.name="",this.type="Object3D",this.parent=null,this.children=[],this.up=s.DEFAULT_UP.clone();let t=new D,e=new In,n=new vn,i=new D(1,1,1);function r(){n.setFromEuler(e,!1)}function o(){e.setFromQuaternion(n,void 0,!1)}e._onChange(r),n._onChange(o),Object.defineProperties(this,{position:{configurable:!0,enumerable:!0,value:t},rotation:{configurable:!0,enumerable:!0,value:e},quaternion:{configurable:!0,enumerable:!0,value:n},scale:{configurable:!0,enumerable:!0,value:i},modelViewMatrix:{value:new oe},normalMatrix:{value:new Dt}}),this.matrix=new oe,this.matrixWorld=new oe,this.matrixAutoUpdate=s.DEFAULT_MATRIX_AUTO_UPDATE,this.matrixWorldAutoUpdate=s.DEFAULT_MATRIX_WORLD_AUTO_UPDATE,this.matrixWorldNeedsUpdate=!1,this.layers=new pr,this.visible=!0,this.castShadow=!1,this.receiveShadow=!1,this.frustumCulled=!0,this.renderOrder=0,this.animations=[],this.userData={}}onBeforeShadow(){}onAfterShadow(){}onBeforeRender(){}onAfterRender(){}applyMatrix4(t){this.matrixAutoUpdate&&this.updateMatrix(),this.matrix.premultiply(t),this.matrix.decompose(this.position,this.quaternion,this.scale)}applyQuaternion(t){return this.quaternion.premultiply(t),this}setRotationFromAxisAngle(t,e){this.quaternion.setFromAxisAngle(t,e)}setRotationFromEuler(t){this.quaternion.setFromEuler(t,!0)}setRotationFromMatrix(t){this.quaternion.setFromRotationMatrix(t)}setRotationFromQuaternion(t){this.quaternion.copy(t)}rotateOnAxis(t,e){return gs.setFromAxisAngle(t,e),this.quaternion.multiply(gs),this}rotateOnWorldAxis(t,e){return gs.setFromAxisAngle(t,e),this.quaternion.premultiply(gs),this}rotateX(t){return this.rotateOnAxis($u,t)}rotateY(t){return this.rotateOnAxis(Xu,t)}rotateZ(t){return this.rotateOnAxis(qu,t)}translateOnAxis(t,e){return Wu.copy(t).applyQuaternion(this.quaternion),this.position.add(Wu.multiplyScalar(e)),this}translateX(t){return this.translateOnAxis($u,t)}translateY(t){return this.translateOnAxis(Xu,t)}translateZ(t){return this.translateOnAxis(qu,t)}localToWorld(t){return this.updateWorldMatrix(!0,!1),t.applyMatrix4(this.matrixWorld)}worldToLocal(t){return this.updateWorldMatrix(!0,!1),t.applyMatrix4(Wn.copy(this.matrixWorld).invert())}lookAt(t,e,n){t.isVector3?eo.copy(t):eo.set(t,e,n);let i=this.parent;this.updateWorldMatrix(!0,!1),sr.setFromMatrixPosition(this.matrixWorld),this.isCamera||this.isLight?Wn.lookAt(sr,eo,this.up):Wn.lookAt(eo,sr,this.up),this.quaternion.setFromRotationMatrix(Wn),i&&(Wn.extractRotation(i.matrixWorld),gs.setFromRotationMatrix(Wn),this.quaternion.premultiply(gs.invert()))}add(t){if(arguments.length>1){for(let e=0;e<arguments.length;e++)this.add(arguments[e]);return this}return t===this?(console.error("THREE.Object3D.add: object can't be added as a child of itself.",t),this):(t&&t.isObject3D?(t.removeFromParent(),t.parent=this,this.children.push(t),t.dispatchEvent(Yu),xs.child=t,this.dispatchEvent(xs),xs.child=null):console.error("THREE.Object3D.add: object not an instance of THREE.Object3D.",t),this)}remove(t){if(arguments.length>1){for(let n=0;n<arguments.length;n++)this.remove(arguments[n]);return this}let e=this.children.indexOf(t);return e!==-1&&(t.parent=null,this.children.splice(e,1),t.dispatchEvent(Sg),pl.child=t,this.dispatchEvent(pl),pl.child=null),this}removeFromParent(){let t=this.parent;return t!==null&&t.remove(this),this}clear(){return this.remove(...this.children)}attach(t){return this.updateWorldMatrix(!0,!1),Wn.copy(this.matrixWorld).invert(),t.parent!==null&&(t.parent.updateWorldMatrix(!0,!1),Wn.multiply(t.parent.matrixWorld)),t.applyMatrix4(Wn),t.removeFromParent(),t.parent=this,this.children.push(t),t.updateWorldMatrix(!1,!0),t.dispatchEvent(Yu),xs.child=t,this.dispatchEvent(xs),xs.child=null,this}getObjectById(t){return this.getObjectByProperty("id",t)}getObjectByName(t){return this.getObjectByProperty("name",t)}getObjectByProperty(t,e){if(this[t]===e)return this;for(let n=0,i=this.children.length;n<i;n++){let o=this.children[n].getObjectByProperty(t,e);if(o!==void 0)return o}}getObjectsByProperty(t,e,n=[]){this[t]===e&&n.push(this);let i=this.children;for(let r=0,o=i.length;r<o;r++)i[r].getObjectsByProperty(t,e,n);return n}getWorldPosition(t){return this.updateWorldMatrix(!0,!1),t.setFromMatrixPosition(this.matrixWorld)}getWorldQuaternion(t){return this.updateWorldMatrix(!0,!1),this.matrixWorld.decompose(sr,t,Mg),t}getWorldScale(t){return this.updateWorldMatrix(!0,!1),this.matrixWorld.decompose(sr,wg,t),t}getWorldDirection(t){this.updateWorldMatrix(!0,!1);let e=this.matrixWorld.elements;return t.set(e[8],e[9],e[10]).normalize()}raycast(){}traverse(t){t(this);let e=this.children;for(let n=0,i=e.length;n<i;n++)e[n].traverse(t)}traverseVisible(t){if(this.visible===!1)return;t(this);let e=this.children;for(let n=0,i=e.length;n<i;n++)e[n].traverseVisible(t)}traverseAncestors(t){let e=this.parent;e!==null&&(t(e),e.traverseAncestors(t))}updateMatrix(){this.matrix.compose(this.position,this.quaternion,this.scale),this.matrixWorldNeedsUpdate=!0}updateMatrixWorld(t){this.matrixAutoUpdate&&this.updateMatrix(),(this.matrixWorldNeedsUpdate||t)&&(this.matrixWorldAutoUpdate===!0&&(this.parent===null?this.matrixWorld.copy(this.matrix):this.matrixWorld.multiplyMatrices(this.parent.matrixWorld,this.matrix)),this.matrixWorldNeedsUpdate=!1,t=!0);let e=this.children;for(let n=0,i=e.length;n<i;n++)e[n].updateMatrixWorld(t)}updateWorldMatrix(t,e){let n=this.parent;if(t===!0&&n!==null&&n.updateWorldMatrix(!0,!1),this.matrixAutoUpdate&&this.updateMatrix(),this.matrixWorldAutoUpdate===!0&&(this.parent===null?this.matrixWorld.copy(this.matrix):this.matrixWorld.multiplyMatrices(this.parent.matrixWorld,this.matrix)),e===!0){let i=this.children;for(let r=0,o=i.length;r<o;r++)i[r].updateWorldMatrix(!1,!0)}}toJSON(t){let e=t===void 0||typeof t=="string",n={};e&&(t={geometries:{},materials:{},textures:{},images:{},shapes:{},skeletons:{},animations:{},nodes:{}},n.metadata={version:4.6,type:"Object",generator:"Object3D.toJSON"});let i={};i.uuid=this.uuid,i.type=this.type,this.name!==""&&(i.name=this.name),this.castShadow===!0&&(i.castShadow=!0),this.receiveShadow===!0&&(i.receiveShadow=!0),this.visible===!1&&(i.visible=!1),this.frustumCulled===!1&&(i.frustumCulled=!1),this.renderOrder!==0&&(i.renderOrder=this.renderOrder),Object.keys(this.userData).length>0&&(i.userData=this.userData),i.layers=this.layers.mask,i.matrix=this.matrix.toArray(),i.up=this.up.toArray(),this.matrixAutoUpdate===!1&&(i.matrixAutoUpdate=!1),this.isInstancedMesh&&(i.type="InstancedMesh",i.count=this.count,i.instanceMatrix=this.instanceMatrix.toJSON(),this.instanceColor!==null&&(i.instanceColor=this.instanceColor.toJSON())),this.isBatchedMesh&&(i.type="BatchedMesh",i.perObjectFrustumCulled=this.perObjectFrustumCulled,i.sortObjects=this.sortObjects,i.drawRanges=this._drawRanges,i.reservedRanges=this._reservedRanges,i.visibility=this._visibility,i.active=this._active,i.bounds=this._bounds.map(a=>({boxInitialized:a.boxInitialized,boxMin:a.box.min.toArray(),boxMax:a.box.max.toArray(),sphereInitialized:a.sphereInitialized,sphereRadius:a.sphere.radius,sphereCenter:a.sphere.center.toArray()})),i.maxInstanceCount=this._maxInstanceCount,i.maxVertexCount=this._maxVertexCount,i.maxIndexCount=this._maxIndexCount,i.geometryInitialized=this._geometryInitialized,i.geometryCount=this._geometryCount,i.matricesTexture=this._matricesTexture.toJSON(t),this._colorsTexture!==null&&(i.colorsTexture=this._colorsTexture.toJSON(t)),this.boundingSphere!==null&&(i.boundingSphere={center:i.boundingSphere.center.toArray(),radius:i.boundingSphere.radius}),this.boundingBox!==null&&(i.boundingBox={min:i.boundingBox.min.toArray(),max:i.boundingBox.max.toArray()}));function r(a,l){return a[l.uuid]===void 0&&(a[l.uuid]=l.toJSON(t)),l.uuid}if(this.isScene)this.background&&(this.background.isColor?i.background=this.background.toJSON():this.background.isTexture&&(i.background=this.background.toJSON(t).uuid)),this.environment&&this.environment.isTexture&&this.environment.isRenderTargetTexture!==!0&&(i.environment=this.environment.toJSON(t).uuid);else if(this.isMesh||this.isLine||this.isPoints){i.geometry=r(t.geometries,this.geometry);let a=this.geometry.parameters;if(a!==void 0&&a.shapes!==void 0){let l=a.shapes;if(Array.isArray(l))for(let c=0,h=l.length;c<h;c++){let u=l[c];r(t.shapes,u)}else r(t.shapes,l)}}if(this.isSkinnedMesh&&(i.bindMode=this.bindMode,i.bindMatrix=this.bindMatrix.toArray(),this.skeleton!==void 0&&(r(t.skeletons,this.skeleton),i.skeleton=this.skeleton.uuid)),this.material!==void 0)if(Array.isArray(this.material)){let a=[];for(let l=0,c=this.material.length;l<c;l++)a.push(r(t.materials,this.material[l]));i.material=a}else i.material=r(t.materials,this.material);if(this.children.length>0){i.children=[];for(let a=0;a<this.children.length;a++)i.children.push(this.children[a].toJSON(t).object)}if(this.animations.length>0){i.animations=[];for(let a=0;a<this.animations.length;a++){let l=this.animations[a];i.animations.push(r(t.animations,l))}}if(e){let a=o(t.geometries),l=o(t.materials),c=o(t.textures),h=o(t.images),u=o(t.shapes),d=o(t.skeletons),f=o(t.animations),p=o(t.nodes);a.length>0&&(n.geometries=a),l.length>0&&(n.materials=l),c.length>0&&(n.textures=c),h.length>0&&(n.images=h),u.length>0&&(n.shapes=u),d.length>0&&(n.skeletons=d),f.length>0&&(n.animations=f),p.length>0&&(n.nodes=p)}return n.object=i,n;function o(a){let l=[];for(let c in a){let h=a[c];delete h.metadata,l.push(h)}return l}}clone(t){return new this.constructor().copy(this,t)}copy(t,e=!0){if(this.name=t.name,this.up.copy(t.up),this.position.copy(t.position),this.rotation.order=t.rotation.order,this.quaternion.copy(t.quaternion),this.scale.copy(t.scale),this.matrix.copy(t.matrix),this.matrixWorld.copy(t.matrixWorld),this.matrixAutoUpdate=t.matrixAutoUpdate,this.matrixWorldAutoUpdate=t.matrixWorldAutoUpdate,this.matrixWorldNeedsUpdate=t.matrixWorldNeedsUpdate,this.layers.mask=t.layers.mask,this.visible=t.visible,this.castShadow=t.castShadow,this.receiveShadow=t.receiveShadow,this.frustumCulled=t.frustumCulled,this.renderOrder=t.renderOrder,this.animations=t.animations.slice(),this.userData=JSON.parse(JSON.stringify(t.userData)),e===!0)for(let n=0;n<t.children.length;n++){let i=t.children[n];this.add(i.clone())}return this}};Fe.DEFAULT_UP=new D(0,1,0);Fe.DEFAULT_MATRIX_AUTO_UPDATE=!0;Fe.DEFAULT_MATRIX_WORLD_AUTO_UPDATE=!0;var pn=new D,$n=new D,ml=new D,Xn=new D,ys=new D,vs=new D,Zu=new D,gl=new D,xl=new D,yl=new D,vl=new Qt,bl=new Qt,_l=new Qt,zi=class s{constructor(t=new D,e=new D,n=new D){this.a=t,this.b=e,this.c=n}static getNormal(t,e,n,i){i.subVectors(n,e),pn.subVectors(t,e),i.cross(pn);let r=i.lengthSq();return r>0?i.multiplyScalar(1/Math.sqrt(r)):i.set(0,0,0)}static getBarycoord(t,e,n,i,r){pn.subVectors(i,e),$n.subVectors(n,e),ml.subVectors(t,e);let o=pn.dot(pn),a=pn.dot($n),l=pn.dot(ml),c=$n.dot($n),h=$n.dot(ml),u=o*c-a*a;if(u===0)return r.set(0,0,0),null;let d=1/u,f=(c*l-a*h)*d,p=(o*h-a*l)*d;return r.set(1-f-p,p,f)}static containsPoint(t,e,n,i){return this.getBarycoord(t,e,n,i,Xn)===null?!1:Xn.x>=0&&Xn.y>=0&&Xn.x+Xn.y<=1}static getInterpolation(t,e,n,i,r,o,a,l){return this.getBarycoord(t,e,n,i,Xn)===null?(l.x=0,l.y=0,"z"in l&&(l.z=0),"w"in l&&(l.w=0),null):(l.setScalar(0),l.addScaledVector(r,Xn.x),l.addScaledVector(o,Xn.y),l.addScaledVector(a,Xn.z),l)}static getInterpolatedAttribute(t,e,n,i,r,o){return vl.setScalar(0),bl.setScalar(0),_l.setScalar(0),vl.fromBufferAttribute(t,e),bl.fromBufferAttribute(t,n),_l.fromBufferAttribute(t,i),o.setScalar(0),o.addScaledVector(vl,r.x),o.addScaledVector(bl,r.y),o.addScaledVector(_l,r.z),o}static isFrontFacing(t,e,n,i){return pn.subVectors(n,e),$n.subVectors(t,e),pn.cross($n).dot(i)<0}set(t,e,n){return this.a.copy(t),this.b.copy(e),this.c.copy(n),this}setFromPointsAndIndices(t,e,n,i){return this.a.copy(t[e]),this.b.copy(t[n]),this.c.copy(t[i]),this}setFromAttributeAndIndices(t,e,n,i){return this.a.fromBufferAttribute(t,e),this.b.fromBufferAttribute(t,n),this.c.fromBufferAttribute(t,i),this}clone(){return new this.constructor().copy(this)}copy(t){return this.a.copy(t.a),this.b.copy(t.b),this.c.copy(t.c),this}getArea(){return pn.subVectors(this.c,this.b),$n.subVectors(this.a,this.b),pn.cross($n).length()*.5}getMidpoint(t){return t.addVectors(this.a,this.b).add(this.c).multiplyScalar(1/3)}getNormal(t){return s.getNormal(this.a,this.b,this.c,t)}getPlane(t){return t.setFromCoplanarPoints(this.a,this.b,this.c)}getBarycoord(t,e){return s.getBarycoord(t,this.a,this.b,this.c,e)}getInterpolation(t,e,n,i,r){return s.getInterpolation(t,this.a,this.b,this.c,e,n,i,r)}containsPoint(t){return s.containsPoint(t,this.a,this.b,this.c)}isFrontFacing(t){return s.isFrontFacing(this.a,this.b,this.c,t)}intersectsBox(t){return t.intersectsTriangle(this)}closestPointToPoint(t,e){let n=this.a,i=this.b,r=this.c,o,a;ys.subVectors(i,n),vs.subVectors(r,n),gl.subVectors(t,n);let l=ys.dot(gl),c=vs.dot(gl);if(l<=0&&c<=0)return e.copy(n);xl.subVectors(t,i);let h=ys.dot(xl),u=vs.dot(xl);if(h>=0&&u<=h)return e.copy(i);let d=l*u-h*c;if(d<=0&&l>=0&&h<=0)return o=l/(l-h),e.copy(n).addScaledVector(ys,o);yl.subVectors(t,r);let f=ys.dot(yl),p=vs.dot(yl);if(p>=0&&f<=p)return e.copy(r);let x=f*c-l*p;if(x<=0&&c>=0&&p<=0)return a=c/(c-p),e.copy(n).addScaledVector(vs,a);let m=h*p-f*u;if(m<=0&&u-h>=0&&f-p>=0)return Zu.subVectors(r,i),a=(u-h)/(u-h+(f-p)),e.copy(i).addScaledVector(Zu,a);let g=1/(m+x+d);return o=x*g,a=d*g,e.copy(n).addScaledVector(ys,o).addScaledVector(vs,a)}equals(t){return t.a.equals(this.a)&&t.b.equals(this.b)&&t.c.equals(this.c)}},jd={aliceblue:15792383,antiquewhite:16444375,aqua:65535,aquamarine:8388564,azure:15794175,beige:16119260,bisque:16770244,black:0,blanchedalmond:16772045,blue:255,blueviolet:9055202,brown:10824234,burlywood:14596231,cadetblue:6266528,chartreuse:8388352,chocolate:13789470,coral:16744272,cornflowerblue:6591981,cornsilk:16775388,crimson:14423100,cyan:65535,darkblue:139,darkcyan:35723,darkgoldenrod:12092939,darkgray:11119017,darkgreen:25600,darkgrey:11119017,darkkhaki:12433259,darkmagenta:9109643,darkolivegreen:5597999,darkorange:16747520,darkorchid:10040012,darkred:9109504,darksalmon:15308410,darkseagreen:9419919,darkslateblue:4734347,darkslategray:3100495,darkslategrey:3100495,darkturquoise:52945,darkviolet:9699539,deeppink:16716947,deepskyblue:49151,dimgray:6908265,dimgrey:6908265,dodgerblue:2003199,firebrick:11674146,floralwhite:16775920,forestgreen:2263842,fuchsia:16711935,gainsboro:14474460,ghostwhite:16316671,gold:16766720,goldenrod:14329120,gray:8421504,green:32768,greenyellow:11403055,grey:8421504,honeydew:15794160,hotpink:16738740,indianred:13458524,indigo:4915330,ivory:16777200,khaki:15787660,lavender:15132410,lavenderblush:16773365,lawngreen:8190976,lemonchiffon:16775885,lightblue:11393254,lightcoral:15761536,lightcyan:14745599,lightgoldenrodyellow:16448210,lightgray:13882323,lightgreen:9498256,lightgrey:13882323,lightpink:16758465,lightsalmon:16752762,lightseagreen:2142890,lightskyblue:8900346,lightslategray:7833753,lightslategrey:7833753,lightsteelblue:11584734,lightyellow:16777184,lime:65280,limegreen:3329330,linen:16445670,magenta:16711935,maroon:8388608,mediumaquamarine:6737322,mediumblue:205,mediumorchid:12211667,mediumpurple:9662683,mediumseagreen:3978097,mediumslateblue:8087790,mediumspringgreen:64154,mediumturquoise:4772300,mediumvioletred:13047173,midnightblue:1644912,mintcream:16121850,mistyrose:16770273,moccasin:16770229,navajowhite:16768685,navy:128,oldlace:16643558,olive:8421376,olivedrab:7048739,orange:16753920,orangered:16729344,orchid:14315734,palegoldenrod:15657130,palegreen:10025880,paleturquoise:11529966,palevioletred:14381203,papayawhip:16773077,peachpuff:16767673,peru:13468991,pink:16761035,plum:14524637,powderblue:11591910,purple:8388736,rebeccapurple:6697881,red:16711680,rosybrown:12357519,royalblue:4286945,saddlebrown:9127187,salmon:16416882,sandybrown:16032864,seagreen:3050327,seashell:16774638,sienna:10506797,silver:12632256,skyblue:8900331,slateblue:6970061,slategray:7372944,slategrey:7372944,snow:16775930,springgreen:65407,steelblue:4620980,tan:13808780,teal:32896,thistle:14204888,tomato:16737095,turquoise:4251856,violet:15631086,wheat:16113331,white:16777215,whitesmoke:16119285,yellow:16776960,yellowgreen:10145074},gi={h:0,s:0,l:0},no={h:0,s:0,l:0};function Ml(s,t,e){return e<0&&(e+=1),e>1&&(e-=1),e<1/6?s+(t-s)*6*e:e<1/2?t:e<2/3?s+(t-s)*6*(2/3-e):s}var Nt=class{constructor(t,e,n){return this.isColor=!0,this.r=1,this.g=1,this.b=1,this.set(t,e,n)}set(t,e,n){if(e===void 0&&n===void 0){let i=t;i&&i.isColor?this.copy(i):typeof i=="number"?this.setHex(i):typeof i=="string"&&this.setStyle(i)}else this.setRGB(t,e,n);return this}setScalar(t){return this.r=t,this.g=t,this.b=t,this}setHex(t,e=sn){return t=Math.floor(t),this.r=(t>>16&255)/255,this.g=(t>>8&255)/255,this.b=(t&255)/255,Wt.toWorkingColorSpace(this,e),this}setRGB(t,e,n,i=Wt.workingColorSpace){return this.r=t,this.g=e,this.b=n,Wt.toWorkingColorSpace(this,i),this}setHSL(t,e,n,i=Wt.workingColorSpace){if(t=rh(t,1),e=_e(e,0,1),n=_e(n,0,1),e===0)this.r=this.g=this.b=n;else{let r=n<=.5?n*(1+e):n+e-n*e,o=2*n-r;this.r=Ml(o,r,t+1/3),this.g=Ml(o,r,t),this.b=Ml(o,r,t-1/3)}return Wt.toWorkingColorSpace(this,i),this}setStyle(t,e=sn){function n(r){r!==void 0&&parseFloat(r)<1&&console.warn("THREE.Color: Alpha component of "+t+" will be ignored.")}let i;if(i=/^(\w+)\(([^\)]*)\)/.exec(t)){let r,o=i[1],a=i[2];switch(o){case"rgb":case"rgba":if(r=/^\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,\s*(\d*\.?\d+)\s*)?$/.exec(a))return n(r[4]),this.setRGB(Math.min(255,parseInt(r[1],10))/255,Math.min(255,parseInt(r[2],10))/255,Math.min(255,parseInt(r[3],10))/255,e);if(r=/^\s*(\d+)\%\s*,\s*(\d+)\%\s*,\s*(\d+)\%\s*(?:,\s*(\d*\.?\d+)\s*)?$/.exec(a))return n(r[4]),this.setRGB(Math.min(100,parseInt(r[1],10))/100,Math.min(100,parseInt(r[2],10))/100,Math.min(100,parseInt(r[3],10))/100,e);break;case"hsl":case"hsla":if(r=/^\s*(\d*\.?\d+)\s*,\s*(\d*\.?\d+)\%\s*,\s*(\d*\.?\d+)\%\s*(?:,\s*(\d*\.?\d+)\s*)?$/.exec(a))return n(r[4]),this.setHSL(parseFloat(r[1])/360,parseFloat(r[2])/100,parseFloat(r[3])/100,e);break;default:console.warn("THREE.Color: Unknown color model "+t)}}else if(i=/^\#([A-Fa-f\d]+)$/.exec(t)){let r=i[1],o=r.length;if(o===3)return this.setRGB(parseInt(r.charAt(0),16)/15,parseInt(r.charAt(1),16)/15,parseInt(r.charAt(2),16)/15,e);if(o===6)return this.setHex(parseInt(r,16),e);console.warn("THREE.Color: Invalid hex color "+t)}else if(t&&t.length>0)return this.setColorName(t,e);return this}setColorName(t,e=sn){let n=jd[t.toLowerCase()];return n!==void 0?this.setHex(n,e):console.warn("THREE.Color: Unknown color "+t),this}clone(){return new this.constructor(this.r,this.g,this.b)}copy(t){return this.r=t.r,this.g=t.g,this.b=t.b,this}copySRGBToLinear(t){return this.r=Kn(t.r),this.g=Kn(t.g),this.b=Kn(t.b),this}copyLinearToSRGB(t){return this.r=Ts(t.r),this.g=Ts(t.g),this.b=Ts(t.b),this}convertSRGBToLinear(){return this.copySRGBToLinear(this),this}convertLinearToSRGB(){return this.copyLinearToSRGB(this),this}getHex(t=sn){return Wt.fromWorkingColorSpace(Pe.copy(this),t),Math.round(_e(Pe.r*255,0,255))*65536+Math.round(_e(Pe.g*255,0,255))*256+Math.round(_e(Pe.b*255,0,255))}getHexString(t=sn){return("000000"+this.getHex(t).toString(16)).slice(-6)}getHSL(t,e=Wt.workingColorSpace){Wt.fromWorkingColorSpace(Pe.copy(this),e);let n=Pe.r,i=Pe.g,r=Pe.b,o=Math.max(n,i,r),a=Math.min(n,i,r),l,c,h=(a+o)/2;if(a===o)l=0,c=0;else{let u=o-a;switch(c=h<=.5?u/(o+a):u/(2-o-a),o){case n:l=(i-r)/u+(i<r?6:0);break;case i:l=(r-n)/u+2;break;case r:l=(n-i)/u+4;break}l/=6}return t.h=l,t.s=c,t.l=h,t}getRGB(t,e=Wt.workingColorSpace){return Wt.fromWorkingColorSpace(Pe.copy(this),e),t.r=Pe.r,t.g=Pe.g,t.b=Pe.b,t}getStyle(t=sn){Wt.fromWorkingColorSpace(Pe.copy(this),t);let e=Pe.r,n=Pe.g,i=Pe.b;return t!==sn?`color(${t} ${e.toFixed(3)} ${n.toFixed(3)} ${i.toFixed(3)})`:`rgb(${Math.round(e*255)},${Math.round(n*255)},${Math.round(i*255)})`}offsetHSL(t,e,n){return this.getHSL(gi),this.setHSL(gi.h+t,gi.s+e,gi.l+n)}add(t){return this.r+=t.r,this.g+=t.g,this.b+=t.b,this}addColors(t,e){return this.r=t.r+e.r,this.g=t.g+e.g,this.b=t.b+e.b,this}addScalar(t){return this.r+=t,this.g+=t,this.b+=t,this}sub(t){return this.r=Math.max(0,this.r-t.r),this.g=Math.max(0,this.g-t.g),this.b=Math.max(0,this.b-t.b),this}multiply(t){return this.r*=t.r,this.g*=t.g,this.b*=t.b,this}multiplyScalar(t){return this.r*=t,this.g*=t,this.b*=t,this}lerp(t,e){return this.r+=(t.r-this.r)*e,this.g+=(t.g-this.g)*e,this.b+=(t.b-this.b)*e,this}lerpColors(t,e,n){return this.r=t.r+(e.r-t.r)*n,this.g=t.g+(e.g-t.g)*n,this.b=t.b+(e.b-t.b)*n,this}lerpHSL(t,e){this.getHSL(gi),t.getHSL(no);let n=hr(gi.h,no.h,e),i=hr(gi.s,no.s,e),r=hr(gi.l,no.l,e);return this.setHSL(n,i,r),this}setFromVector3(t){return this.r=t.x,this.g=t.y,this.b=t.z,this}applyMatrix3(t){let e=this.r,n=this.g,i=this.b,r=t.elements;return this.r=r[0]*e+r[3]*n+r[6]*i,this.g=r[1]*e+r[4]*n+r[7]*i,this.b=r[2]*e+r[5]*n+r[8]*i,this}equals(t){return t.r===this.r&&t.g===this.g&&t.b===this.b}fromArray(t,e=0){return this.r=t[e],this.g=t[e+1],this.b=t[e+2],this}toArray(t=[],e=0){return t[e]=this.r,t[e+1]=this.g,t[e+2]=this.b,t}fromBufferAttribute(t,e){return this.r=t.getX(e),this.g=t.getY(e),this.b=t.getZ(e),this}toJSON(){return this.getHex()}*[Symbol.iterator](){yield this.r,yield this.g,yield this.b}},Pe=new Nt;Nt.NAMES=jd;var Ag=0,wi=class extends Qn{static get type(){return"Material"}get type(){return this.constructor.type}set type(t){}constructor(){super(),this.isMaterial=!0,Object.defineProperty(this,"id",{value:Ag++}),this.uuid=jn(),this.name="",this.blending=As,this.side=Mi,this.vertexColors=!1,this.opacity=1,this.transparent=!1,this.alphaHash=!1,this.blendSrc=Nl,this.blendDst=Ul,this.blendEquation=Bi,this.blendSrcAlpha=null,this.blendDstAlpha=null,this.blendEquationAlpha=null,this.blendColor=new Nt(0,0,0),this.blendAlpha=0,this.depthFunc=Rs,this.depthTest=!0,this.depthWrite=!0,this.stencilWriteMask=255,this.stencilFunc=Lu,this.stencilRef=0,this.stencilFuncMask=255,this.stencilFail=hs,this.stencilZFail=hs,this.stencilZPass=hs,this.stencilWrite=!1,this.clippingPlanes=null,this.clipIntersection=!1,this.clipShadows=!1,this.shadowSide=null,this.colorWrite=!0,this.precision=null,this.polygonOffset=!1,this.polygonOffsetFactor=0,this.polygonOffsetUnits=0,this.dithering=!1,this.alphaToCoverage=!1,this.premultipliedAlpha=!1,this.forceSinglePass=!1,this.visible=!0,this.toneMapped=!0,this.userData={},this.version=0,this._alphaTest=0}get alphaTest(){return this._alphaTest}set alphaTest(t){this._alphaTest>0!=t>0&&this.version++,this._alphaTest=t}onBeforeRender(){}onBeforeCompile(){}customProgramCacheKey(){return this.onBeforeCompile.toString()}setValues(t){if(t!==void 0)for(let e in t){let n=t[e];if(n===void 0){console.warn(`THREE.Material: parameter '${e}' has value of undefined.`);continue}let i=this[e];if(i===void 0){console.warn(`THREE.Material: '${e}' is not a property of THREE.${this.type}.`);continue}i&&i.isColor?i.set(n):i&&i.isVector3&&n&&n.isVector3?i.copy(n):this[e]=n}}toJSON(t){let e=t===void 0||typeof t=="string";e&&(t={textures:{},images:{}});let n={metadata:{version:4.6,type:"Material",generator:"Material.toJSON"}};n.uuid=this.uuid,n.type=this.type,this.name!==""&&(n.name=this.name),this.color&&this.color.isColor&&(n.color=this.color.getHex()),this.roughness!==void 0&&(n.roughness=this.roughness),this.metalness!==void 0&&(n.metalness=this.metalness),this.sheen!==void 0&&(n.sheen=this.sheen),this.sheenColor&&this.sheenColor.isColor&&(n.sheenColor=this.sheenColor.getHex()),this.sheenRoughness!==void 0&&(n.sheenRoughness=this.sheenRoughness),this.emissive&&this.emissive.isColor&&(n.emissive=this.emissive.getHex()),this.emissiveIntensity!==void 0&&this.emissiveIntensity!==1&&(n.emissiveIntensity=this.emissiveIntensity),this.specular&&this.specular.isColor&&(n.specular=this.specular.getHex()),this.specularIntensity!==void 0&&(n.specularIntensity=this.specularIntensity),this.specularColor&&this.specularColor.isColor&&(n.specularColor=this.specularColor.getHex()),this.shininess!==void 0&&(n.shininess=this.shininess),this.clearcoat!==void 0&&(n.clearcoat=this.clearcoat),this.clearcoatRoughness!==void 0&&(n.clearcoatRoughness=this.clearcoatRoughness),this.clearcoatMap&&this.clearcoatMap.isTexture&&(n.clearcoatMap=this.clearcoatMap.toJSON(t).uuid),this.clearcoatRoughnessMap&&this.clearcoatRoughnessMap.isTexture&&(n.clearcoatRoughnessMap=this.clearcoatRoughnessMap.toJSON(t).uuid),this.clearcoatNormalMap&&this.clearcoatNormalMap.isTexture&&(n.clearcoatNormalMap=this.clearcoatNormalMap.toJSON(t).uuid,n.clearcoatNormalScale=this.clearcoatNormalScale.toArray()),this.dispersion!==void 0&&(n.dispersion=this.dispersion),this.iridescence!==void 0&&(n.iridescence=this.iridescence),this.iridescenceIOR!==void 0&&(n.iridescenceIOR=this.iridescenceIOR),this.iridescenceThicknessRange!==void 0&&(n.iridescenceThicknessRange=this.iridescenceThicknessRange),this.iridescenceMap&&this.iridescenceMap.isTexture&&(n.iridescenceMap=this.iridescenceMap.toJSON(t).uuid),this.iridescenceThicknessMap&&this.iridescenceThicknessMap.isTexture&&(n.iridescenceThicknessMap=this.iridescenceThicknessMap.toJSON(t).uuid),this.anisotropy!==void 0&&(n.anisotropy=this.anisotropy),this.anisotropyRotation!==void 0&&(n.anisotropyRotation=this.anisotropyRotation),this.anisotropyMap&&this.anisotropyMap.isTexture&&(n.anisotropyMap=this.anisotropyMap.toJSON(t).uuid),this.map&&this.map.isTexture&&(n.map=this.map.toJSON(t).uuid),this.matcap&&this.matcap.isTexture&&(n.matcap=this.matcap.toJSON(t).uuid),this.alphaMap&&this.alphaMap.isTexture&&(n.alphaMap=this.alphaMap.toJSON(t).uuid),this.lightMap&&this.lightMap.isTexture&&(n.lightMap=this.lightMap.toJSON(t).uuid,n.lightMapIntensity=this.lightMapIntensity),this.aoMap&&this.aoMap.isTexture&&(n.aoMap=this.aoMap.toJSON(t).uuid,n.aoMapIntensity=this.aoMapIntensity),this.bumpMap&&this.bumpMap.isTexture&&(n.bumpMap=this.bumpMap.toJSON(t).uuid,n.bumpScale=this.bumpScale),this.normalMap&&this.normalMap.isTexture&&(n.normalMap=this.normalMap.toJSON(t).uuid,n.normalMapType=this.normalMapType,n.normalScale=this.normalScale.toArray()),this.displacementMap&&this.displacementMap.isTexture&&(n.displacementMap=this.displacementMap.toJSON(t).uuid,n.displacementScale=this.displacementScale,n.displacementBias=this.displacementBias),this.roughnessMap&&this.roughnessMap.isTexture&&(n.roughnessMap=this.roughnessMap.toJSON(t).uuid),this.metalnessMap&&this.metalnessMap.isTexture&&(n.metalnessMap=this.metalnessMap.toJSON(t).uuid),this.emissiveMap&&this.emissiveMap.isTexture&&(n.emissiveMap=this.emissiveMap.toJSON(t).uuid),this.specularMap&&this.specularMap.isTexture&&(n.specularMap=this.specularMap.toJSON(t).uuid),this.specularIntensityMap&&this.specularIntensityMap.isTexture&&(n.specularIntensityMap=this.specularIntensityMap.toJSON(t).uuid),this.specularColorMap&&this.specularColorMap.isTexture&&(n.specularColorMap=this.specularColorMap.toJSON(t).uuid),this.envMap&&this.envMap.isTexture&&(n.envMap=this.envMap.toJSON(t).uuid,this.combine!==void 0&&(n.combine=this.combine)),this.envMapRotation!==void 0&&(n.envMapRotation=this.envMapRotation.toArray()),this.envMapIntensity!==void 0&&(n.envMapIntensity=this.envMapIntensity),this.reflectivity!==void 0&&(n.reflectivity=this.reflectivity),this.refractionRatio!==void 0&&(n.refractionRatio=this.refractionRatio),this.gradientMap&&this.gradientMap.isTexture&&(n.gradientMap=this.gradientMap.toJSON(t).uuid),this.transmission!==void 0&&(n.transmission=this.transmission),this.transmissionMap&&this.transmissionMap.isTexture&&(n.transmissionMap=this.transmissionMap.toJSON(t).uuid),this.thickness!==void 0&&(n.thickness=this.thickness),this.thicknessMap&&this.thicknessMap.isTexture&&(n.thicknessMap=this.thicknessMap.toJSON(t).uuid),this.attenuationDistance!==void 0&&this.attenuationDistance!==1/0&&(n.attenuationDistance=this.attenuationDistance),this.attenuationColor!==void 0&&(n.attenuationColor=this.attenuationColor.getHex()),this.size!==void 0&&(n.size=this.size),this.shadowSide!==null&&(n.shadowSide=this.shadowSide),this.sizeAttenuation!==void 0&&(n.sizeAttenuation=this.sizeAttenuation),this.blending!==As&&(n.blending=this.blending),this.side!==Mi&&(n.side=this.side),this.vertexColors===!0&&(n.vertexColors=!0),this.opacity<1&&(n.opacity=this.opacity),this.transparent===!0&&(n.transparent=!0),this.blendSrc!==Nl&&(n.blendSrc=this.blendSrc),this.blendDst!==Ul&&(n.blendDst=this.blendDst),this.blendEquation!==Bi&&(n.blendEquation=this.blendEquation),this.blendSrcAlpha!==null&&(n.blendSrcAlpha=this.blendSrcAlpha),this.blendDstAlpha!==null&&(n.blendDstAlpha=this.blendDstAlpha),this.blendEquationAlpha!==null&&(n.blendEquationAlpha=this.blendEquationAlpha),this.blendColor&&this.blendColor.isColor&&(n.blendColor=this.blendColor.getHex()),this.blendAlpha!==0&&(n.blendAlpha=this.blendAlpha),this.depthFunc!==Rs&&(n.depthFunc=this.depthFunc),this.depthTest===!1&&(n.depthTest=this.depthTest),this.depthWrite===!1&&(n.depthWrite=this.depthWrite),this.colorWrite===!1&&(n.colorWrite=this.colorWrite),this.stencilWriteMask!==255&&(n.stencilWriteMask=this.stencilWriteMask),this.stencilFunc!==Lu&&(n.stencilFunc=this.stencilFunc),this.stencilRef!==0&&(n.stencilRef=this.stencilRef),this.stencilFuncMask!==255&&(n.stencilFuncMask=this.stencilFuncMask),this.stencilFail!==hs&&(n.stencilFail=this.stencilFail),this.stencilZFail!==hs&&(n.stencilZFail=this.stencilZFail),this.stencilZPass!==hs&&(n.stencilZPass=this.stencilZPass),this.stencilWrite===!0&&(n.stencilWrite=this.stencilWrite),this.rotation!==void 0&&this.rotation!==0&&(n.rotation=this.rotation),this.polygonOffset===!0&&(n.polygonOffset=!0),this.polygonOffsetFactor!==0&&(n.polygonOffsetFactor=this.polygonOffsetFactor),this.polygonOffsetUnits!==0&&(n.polygonOffsetUnits=this.polygonOffsetUnits),this.linewidth!==void 0&&this.linewidth!==1&&(n.linewidth=this.linewidth),this.dashSize!==void 0&&(n.dashSize=this.dashSize),this.gapSize!==void 0&&(n.gapSize=this.gapSize),this.scale!==void 0&&(n.scale=this.scale),this.dithering===!0&&(n.dithering=!0),this.alphaTest>0&&(n.alphaTest=this.alphaTest),this.alphaHash===!0&&(n.alphaHash=!0),this.alphaToCoverage===!0&&(n.alphaToCoverage=!0),this.premultipliedAlpha===!0&&(n.premultipliedAlpha=!0),this.forceSinglePass===!0&&(n.forceSinglePass=!0),this.wireframe===!0&&(n.wireframe=!0),this.wireframeLinewidth>1&&(n.wireframeLinewidth=this.wireframeLinewidth),this.wireframeLinecap!=="round"&&(n.wireframeLinecap=this.wireframeLinecap),this.wireframeLinejoin!=="round"&&(n.wireframeLinejoin=this.wireframeLinejoin),this.flatShading===!0&&(n.flatShading=!0),this.visible===!1&&(n.visible=!1),this.toneMapped===!1&&(n.toneMapped=!1),this.fog===!1&&(n.fog=!1),Object.keys(this.userData).length>0&&(n.userData=this.userData);function i(r){let o=[];for(let a in r){let l=r[a];delete l.metadata,o.push(l)}return o}if(e){let r=i(t.textures),o=i(t.images);r.length>0&&(n.textures=r),o.length>0&&(n.images=o)}return n}clone(){return new this.constructor().copy(this)}copy(t){this.name=t.name,this.blending=t.blending,this.side=t.side,this.vertexColors=t.vertexColors,this.opacity=t.opacity,this.transparent=t.transparent,this.blendSrc=t.blendSrc,this.blendDst=t.blendDst,this.blendEquation=t.blendEquation,this.blendSrcAlpha=t.blendSrcAlpha,this.blendDstAlpha=t.blendDstAlpha,this.blendEquationAlpha=t.blendEquationAlpha,this.blendColor.copy(t.blendColor),this.blendAlpha=t.blendAlpha,this.depthFunc=t.depthFunc,this.depthTest=t.depthTest,this.depthWrite=t.depthWrite,this.stencilWriteMask=t.stencilWriteMask,this.stencilFunc=t.stencilFunc,this.stencilRef=t.stencilRef,this.stencilFuncMask=t.stencilFuncMask,this.stencilFail=t.stencilFail,this.stencilZFail=t.stencilZFail,this.stencilZPass=t.stencilZPass,this.stencilWrite=t.stencilWrite;let e=t.clippingPlanes,n=null;if(e!==null){let i=e.length;n=new Array(i);for(let r=0;r!==i;++r)n[r]=e[r].clone()}return this.clippingPlanes=n,this.clipIntersection=t.clipIntersection,this.clipShadows=t.clipShadows,this.shadowSide=t.shadowSide,this.colorWrite=t.colorWrite,this.precision=t.precision,this.polygonOffset=t.polygonOffset,this.polygonOffsetFactor=t.polygonOffsetFactor,this.polygonOffsetUnits=t.polygonOffsetUnits,this.dithering=t.dithering,this.alphaTest=t.alphaTest,this.alphaHash=t.alphaHash,this.alphaToCoverage=t.alphaToCoverage,this.premultipliedAlpha=t.premultipliedAlpha,this.forceSinglePass=t.forceSinglePass,this.visible=t.visible,this.toneMapped=t.toneMapped,this.userData=JSON.parse(JSON.stringify(t.userData)),this}dispose(){this.dispatchEvent({type:"dispose"})}set needsUpdate(t){t===!0&&this.version++}onBuild(){console.warn("Material: onBuild() has been removed.")}},Po=class extends wi{static get type(){return"MeshBasicMaterial"}constructor(t){super(),this.isMeshBasicMaterial=!0,this.color=new Nt(16777215),this.map=null,this.lightMap=null,this.lightMapIntensity=1,this.aoMap=null,this.aoMapIntensity=1,this.specularMap=null,this.alphaMap=null,this.envMap=null,this.envMapRotation=new In,this.combine=Jc,this.reflectivity=1,this.refractionRatio=.98,this.wireframe=!1,this.wireframeLinewidth=1,this.wireframeLinecap="round",this.wireframeLinejoin="round",this.fog=!0,this.setValues(t)}copy(t){return super.copy(t),this.color.copy(t.color),this.map=t.map,this.lightMap=t.lightMap,this.lightMapIntensity=t.lightMapIntensity,this.aoMap=t.aoMap,this.aoMapIntensity=t.aoMapIntensity,this.specularMap=t.specularMap,this.alphaMap=t.alphaMap,this.envMap=t.envMap,this.envMapRotation.copy(t.envMapRotation),this.combine=t.combine,this.reflectivity=t.reflectivity,this.refractionRatio=t.refractionRatio,this.wireframe=t.wireframe,this.wireframeLinewidth=t.wireframeLinewidth,this.wireframeLinecap=t.wireframeLinecap,this.wireframeLinejoin=t.wireframeLinejoin,this.fog=t.fog,this}};var me=new D,io=new Tt,ge=class{constructor(t,e,n=!1){if(Array.isArray(t))throw new TypeError("THREE.BufferAttribute: array should be a Typed Array.");this.isBufferAttribute=!0,this.name="",this.array=t,this.itemSize=e,this.count=t!==void 0?t.length/e:0,this.normalized=n,this.usage=bc,this.updateRanges=[],this.gpuType=Yn,this.version=0}onUploadCallback(){}set needsUpdate(t){t===!0&&this.version++}setUsage(t){return this.usage=t,this}addUpdateRange(t,e){this.updateRanges.push({start:t,count:e})}clearUpdateRanges(){this.updateRanges.length=0}copy(t){return this.name=t.name,this.array=new t.array.constructor(t.array),this.itemSize=t.itemSize,this.count=t.count,this.normalized=t.normalized,this.usage=t.usage,this.gpuType=t.gpuType,this}copyAt(t,e,n){t*=this.itemSize,n*=e.itemSize;for(let i=0,r=this.itemSize;i<r;i++)this.array[t+i]=e.array[n+i];return this}copyArray(t){return this.array.set(t),this}applyMatrix3(t){if(this.itemSize===2)for(let e=0,n=this.count;e<n;e++)io.fromBufferAttribute(this,e),io.applyMatrix3(t),this.setXY(e,io.x,io.y);else if(this.itemSize===3)for(let e=0,n=this.count;e<n;e++)me.fromBufferAttribute(this,e),me.applyMatrix3(t),this.setXYZ(e,me.x,me.y,me.z);return this}applyMatrix4(t){for(let e=0,n=this.count;e<n;e++)me.fromBufferAttribute(this,e),me.applyMatrix4(t),this.setXYZ(e,me.x,me.y,me.z);return this}applyNormalMatrix(t){for(let e=0,n=this.count;e<n;e++)me.fromBufferAttribute(this,e),me.applyNormalMatrix(t),this.setXYZ(e,me.x,me.y,me.z);return this}transformDirection(t){for(let e=0,n=this.count;e<n;e++)me.fromBufferAttribute(this,e),me.transformDirection(t),this.setXYZ(e,me.x,me.y,me.z);return this}set(t,e=0){return this.array.set(t,e),this}getComponent(t,e){let n=this.array[t*this.itemSize+e];return this.normalized&&(n=gn(n,this.array)),n}setComponent(t,e,n){return this.normalized&&(n=jt(n,this.array)),this.array[t*this.itemSize+e]=n,this}getX(t){let e=this.array[t*this.itemSize];return this.normalized&&(e=gn(e,this.array)),e}setX(t,e){return this.normalized&&(e=jt(e,this.array)),this.array[t*this.itemSize]=e,this}getY(t){let e=this.array[t*this.itemSize+1];return this.normalized&&(e=gn(e,this.array)),e}setY(t,e){return this.normalized&&(e=jt(e,this.array)),this.array[t*this.itemSize+1]=e,this}getZ(t){let e=this.array[t*this.itemSize+2];return this.normalized&&(e=gn(e,this.array)),e}setZ(t,e){return this.normalized&&(e=jt(e,this.array)),this.array[t*this.itemSize+2]=e,this}getW(t){let e=this.array[t*this.itemSize+3];return this.normalized&&(e=gn(e,this.array)),e}setW(t,e){return this.normalized&&(e=jt(e,this.array)),this.array[t*this.itemSize+3]=e,this}setXY(t,e,n){return t*=this.itemSize,this.normalized&&(e=jt(e,this.array),n=jt(n,this.array)),this.array[t+0]=e,this.array[t+1]=n,this}setXYZ(t,e,n,i){return t*=this.itemSize,this.normalized&&(e=jt(e,this.array),n=jt(n,this.array),i=jt(i,this.array)),this.array[t+0]=e,this.array[t+1]=n,this.array[t+2]=i,this}setXYZW(t,e,n,i,r){return t*=this.itemSize,this.normalized&&(e=jt(e,this.array),n=jt(n,this.array),i=jt(i,this.array),r=jt(r,this.array)),this.array[t+0]=e,this.array[t+1]=n,this.array[t+2]=i,this.array[t+3]=r,this}onUpload(t){return this.onUploadCallback=t,this}clone(){return new this.constructor(this.array,this.itemSize).copy(this)}toJSON(){let t={itemSize:this.itemSize,type:this.array.constructor.name,array:Array.from(this.array),normalized:this.normalized};return this.name!==""&&(t.name=this.name),this.usage!==bc&&(t.usage=this.usage),t}};var Io=class extends ge{constructor(t,e,n){super(new Uint16Array(t),e,n)}};var Lo=class extends ge{constructor(t,e,n){super(new Uint32Array(t),e,n)}};var Ue=class extends ge{constructor(t,e,n){super(new Float32Array(t),e,n)}},Eg=0,nn=new oe,wl=new Fe,bs=new D,qe=new on,rr=new on,be=new D,we=class s extends Qn{constructor(){super(),this.isBufferGeometry=!0,Object.defineProperty(this,"id",{value:Eg++}),this.uuid=jn(),this.name="",this.type="BufferGeometry",this.index=null,this.indirect=null,this.attributes={},this.morphAttributes={},this.morphTargetsRelative=!1,this.groups=[],this.boundingBox=null,this.boundingSphere=null,this.drawRange={start:0,count:1/0},this.userData={}}getIndex(){return this.index}setIndex(t){return Array.isArray(t)?this.index=new(Zd(t)?Lo:Io)(t,1):this.index=t,this}setIndirect(t){return this.indirect=t,this}getIndirect(){return this.indirect}getAttribute(t){return this.attributes[t]}setAttribute(t,e){return this.attributes[t]=e,this}deleteAttribute(t){return delete this.attributes[t],this}hasAttribute(t){return this.attributes[t]!==void 0}addGroup(t,e,n=0){this.groups.push({start:t,count:e,materialIndex:n})}clearGroups(){this.groups=[]}setDrawRange(t,e){this.drawRange.start=t,this.drawRange.count=e}applyMatrix4(t){let e=this.attributes.position;e!==void 0&&(e.applyMatrix4(t),e.needsUpdate=!0);let n=this.attributes.normal;if(n!==void 0){let r=new Dt().getNormalMatrix(t);n.applyNormalMatrix(r),n.needsUpdate=!0}let i=this.attributes.tangent;return i!==void 0&&(i.transformDirection(t),i.needsUpdate=!0),this.boundingBox!==null&&this.computeBoundingBox(),this.boundingSphere!==null&&this.computeBoundingSphere(),this}applyQuaternion(t){return nn.makeRotationFromQuaternion(t),this.applyMatrix4(nn),this}rotateX(t){return nn.makeRotationX(t),this.applyMatrix4(nn),this}rotateY(t){return nn.makeRotationY(t),this.applyMatrix4(nn),this}rotateZ(t){return nn.makeRotationZ(t),this.applyMatrix4(nn),this}translate(t,e,n){return nn.makeTranslation(t,e,n),this.applyMatrix4(nn),this}scale(t,e,n){return nn.makeScale(t,e,n),this.applyMatrix4(nn),this}lookAt(t){return wl.lookAt(t),wl.updateMatrix(),this.applyMatrix4(wl.matrix),this}center(){return this.computeBoundingBox(),this.boundingBox.getCenter(bs).negate(),this.translate(bs.x,bs.y,bs.z),this}setFromPoints(t){let e=this.getAttribute("position");if(e===void 0){let n=[];for(let i=0,r=t.length;i<r;i++){let o=t[i];n.push(o.x,o.y,o.z||0)}this.setAttribute("position",new Ue(n,3))}else{for(let n=0,i=e.count;n<i;n++){let r=t[n];e.setXYZ(n,r.x,r.y,r.z||0)}t.length>e.count&&console.warn("THREE.BufferGeometry: Buffer size too small for points data. Use .dispose() and create a new geometry."),e.needsUpdate=!0}return this}computeBoundingBox(){this.boundingBox===null&&(this.boundingBox=new on);let t=this.attributes.position,e=this.morphAttributes.position;if(t&&t.isGLBufferAttribute){console.error("THREE.BufferGeometry.computeBoundingBox(): GLBufferAttribute requires a manual bounding box.",this),this.boundingBox.set(new D(-1/0,-1/0,-1/0),new D(1/0,1/0,1/0));return}if(t!==void 0){if(this.boundingBox.setFromBufferAttribute(t),e)for(let n=0,i=e.length;n<i;n++){let r=e[n];qe.setFromBufferAttribute(r),this.morphTargetsRelative?(be.addVectors(this.boundingBox.min,qe.min),this.boundingBox.expandByPoint(be),be.addVectors(this.boundingBox.max,qe.max),this.boundingBox.expandByPoint(be)):(this.boundingBox.expandByPoint(qe.min),this.boundingBox.expandByPoint(qe.max))}}else this.boundingBox.makeEmpty();(isNaN(this.boundingBox.min.x)||isNaN(this.boundingBox.min.y)||isNaN(this.boundingBox.min.z))&&console.error('THREE.BufferGeometry.computeBoundingBox(): Computed min/max have NaN values. The "position" attribute is likely to have NaN values.',this)}computeBoundingSphere(){this.boundingSphere===null&&(this.boundingSphere=new Pn);let t=this.attributes.position,e=this.morphAttributes.position;if(t&&t.isGLBufferAttribute){console.error("THREE.BufferGeometry.computeBoundingSphere(): GLBufferAttribute requires a manual bounding sphere.",this),this.boundingSphere.set(new D,1/0);return}if(t){let n=this.boundingSphere.center;if(qe.setFromBufferAttribute(t),e)for(let r=0,o=e.length;r<o;r++){let a=e[r];rr.setFromBufferAttribute(a),this.morphTargetsRelative?(be.addVectors(qe.min,rr.min),qe.expandByPoint(be),be.addVectors(qe.max,rr.max),qe.expandByPoint(be)):(qe.expandByPoint(rr.min),qe.expandByPoint(rr.max))}qe.getCenter(n);let i=0;for(let r=0,o=t.count;r<o;r++)be.fromBufferAttribute(t,r),i=Math.max(i,n.distanceToSquared(be));if(e)for(let r=0,o=e.length;r<o;r++){let a=e[r],l=this.morphTargetsRelative;for(let c=0,h=a.count;c<h;c++)be.fromBufferAttribute(a,c),l&&(bs.fromBufferAttribute(t,c),be.add(bs)),i=Math.max(i,n.distanceToSquared(be))}this.boundingSphere.radius=Math.sqrt(i),isNaN(this.boundingSphere.radius)&&console.error('THREE.BufferGeometry.computeBoundingSphere(): Computed radius is NaN. The "position" attribute is likely to have NaN values.',this)}}computeTangents(){let t=this.index,e=this.attributes;if(t===null||e.position===void 0||e.normal===void 0||e.uv===void 0){console.error("THREE.BufferGeometry: .computeTangents() failed. Missing required attributes (index, position, normal or uv)");return}let n=e.position,i=e.normal,r=e.uv;this.hasAttribute("tangent")===!1&&this.setAttribute("tangent",new ge(new Float32Array(4*n.count),4));let o=this.getAttribute("tangent"),a=[],l=[];for(let I=0;I<n.count;I++)a[I]=new D,l[I]=new D;let c=new D,h=new D,u=new D,d=new Tt,f=new Tt,p=new Tt,x=new D,m=new D;function g(I,w,y){c.fromBufferAttribute(n,I),h.fromBufferAttribute(n,w),u.fromBufferAttribute(n,y),d.fromBufferAttribute(r,I),f.fromBufferAttribute(r,w),p.fromBufferAttribute(r,y),h.sub(c),u.sub(c),f.sub(d),p.sub(d);let P=1/(f.x*p.y-p.x*f.y);isFinite(P)&&(x.copy(h).multiplyScalar(p.y).addScaledVector(u,-f.y).multiplyScalar(P),m.copy(u).multiplyScalar(f.x).addScaledVector(h,-p.x).multiplyScalar(P),a[I].add(x),a[w].add(x),a[y].add(x),l[I].add(m),l[w].add(m),l[y].add(m))}let M=this.groups;M.length===0&&(M=[{start:0,count:t.count}]);for(let I=0,w=M.length;I<w;++I){let y=M[I],P=y.start,G=y.count;for(let k=P,$=P+G;k<$;k+=3)g(t.getX(k+0),t.getX(k+1),t.getX(k+2))}let S=new D,b=new D,C=new D,E=new D;function T(I){C.fromBufferAttribute(i,I),E.copy(C);let w=a[I];S.copy(w),S.sub(C.multiplyScalar(C.dot(w))).normalize(),b.crossVectors(E,w);let P=b.dot(l[I])<0?-1:1;o.setXYZW(I,S.x,S.y,S.z,P)}for(let I=0,w=M.length;I<w;++I){let y=M[I],P=y.start,G=y.count;for(let k=P,$=P+G;k<$;k+=3)T(t.getX(k+0)),T(t.getX(k+1)),T(t.getX(k+2))}}computeVertexNormals(){let t=this.index,e=this.getAttribute("position");if(e!==void 0){let n=this.getAttribute("normal");if(n===void 0)n=new ge(new Float32Array(e.count*3),3),this.setAttribute("normal",n);else for(let d=0,f=n.count;d<f;d++)n.setXYZ(d,0,0,0);let i=new D,r=new D,o=new D,a=new D,l=new D,c=new D,h=new D,u=new D;if(t)for(let d=0,f=t.count;d<f;d+=3){let p=t.getX(d+0),x=t.getX(d+1),m=t.getX(d+2);i.fromBufferAttribute(e,p),r.fromBufferAttribute(e,x),o.fromBufferAttribute(e,m),h.subVectors(o,r),u.subVectors(i,r),h.cross(u),a.fromBufferAttribute(n,p),l.fromBufferAttribute(n,x),c.fromBufferAttribute(n,m),a.add(h),l.add(h),c.add(h),n.setXYZ(p,a.x,a.y,a.z),n.setXYZ(x,l.x,l.y,l.z),n.setXYZ(m,c.x,c.y,c.z)}else for(let d=0,f=e.count;d<f;d+=3)i.fromBufferAttribute(e,d+0),r.fromBufferAttribute(e,d+1),o.fromBufferAttribute(e,d+2),h.subVectors(o,r),u.subVectors(i,r),h.cross(u),n.setXYZ(d+0,h.x,h.y,h.z),n.setXYZ(d+1,h.x,h.y,h.z),n.setXYZ(d+2,h.x,h.y,h.z);this.normalizeNormals(),n.needsUpdate=!0}}normalizeNormals(){let t=this.attributes.normal;for(let e=0,n=t.count;e<n;e++)be.fromBufferAttribute(t,e),be.normalize(),t.setXYZ(e,be.x,be.y,be.z)}toNonIndexed(){function t(a,l){let c=a.array,h=a.itemSize,u=a.normalized,d=new c.constructor(l.length*h),f=0,p=0;for(let x=0,m=l.length;x<m;x++){a.isInterleavedBufferAttribute?f=l[x]*a.data.stride+a.offset:f=l[x]*h;for(let g=0;g<h;g++)d[p++]=c[f++]}return new ge(d,h,u)}if(this.index===null)return console.warn("THREE.BufferGeometry.toNonIndexed(): BufferGeometry is already non-indexed."),this;let e=new s,n=this.index.array,i=this.attributes;for(let a in i){let l=i[a],c=t(l,n);e.setAttribute(a,c)}let r=this.morphAttributes;for(let a in r){let l=[],c=r[a];for(let h=0,u=c.length;h<u;h++){let d=c[h],f=t(d,n);l.push(f)}e.morphAttributes[a]=l}e.morphTargetsRelative=this.morphTargetsRelative;let o=this.groups;for(let a=0,l=o.length;a<l;a++){let c=o[a];e.addGroup(c.start,c.count,c.materialIndex)}return e}toJSON(){let t={metadata:{version:4.6,type:"BufferGeometry",generator:"BufferGeometry.toJSON"}};if(t.uuid=this.uuid,t.type=this.type,this.name!==""&&(t.name=this.name),Object.keys(this.userData).length>0&&(t.userData=this.userData),this.parameters!==void 0){let l=this.parameters;for(let c in l)l[c]!==void 0&&(t[c]=l[c]);return t}t.data={attributes:{}};let e=this.index;e!==null&&(t.data.index={type:e.array.constructor.name,array:Array.prototype.slice.call(e.array)});let n=this.attributes;for(let l in n){let c=n[l];t.data.attributes[l]=c.toJSON(t.data)}let i={},r=!1;for(let l in this.morphAttributes){let c=this.morphAttributes[l],h=[];for(let u=0,d=c.length;u<d;u++){let f=c[u];h.push(f.toJSON(t.data))}h.length>0&&(i[l]=h,r=!0)}r&&(t.data.morphAttributes=i,t.data.morphTargetsRelative=this.morphTargetsRelative);let o=this.groups;o.length>0&&(t.data.groups=JSON.parse(JSON.stringify(o)));let a=this.boundingSphere;return a!==null&&(t.data.boundingSphere={center:a.center.toArray(),radius:a.radius}),t}clone(){return new this.constructor().copy(this)}copy(t){this.index=null,this.attributes={},this.morphAttributes={},this.groups=[],this.boundingBox=null,this.boundingSphere=null;let e={};this.name=t.name;let n=t.index;n!==null&&this.setIndex(n.clone(e));let i=t.attributes;for(let c in i){let h=i[c];this.setAttribute(c,h.clone(e))}let r=t.morphAttributes;for(let c in r){let h=[],u=r[c];for(let d=0,f=u.length;d<f;d++)h.push(u[d].clone(e));this.morphAttributes[c]=h}this.morphTargetsRelative=t.morphTargetsRelative;let o=t.groups;for(let c=0,h=o.length;c<h;c++){let u=o[c];this.addGroup(u.start,u.count,u.materialIndex)}let a=t.boundingBox;a!==null&&(this.boundingBox=a.clone());let l=t.boundingSphere;return l!==null&&(this.boundingSphere=l.clone()),this.drawRange.start=t.drawRange.start,this.drawRange.count=t.drawRange.count,this.userData=t.userData,this}dispose(){this.dispatchEvent({type:"dispose"})}},ju=new oe,Ni=new $i,so=new Pn,Ku=new D,ro=new D,oo=new D,ao=new D,Sl=new D,lo=new D,Ju=new D,co=new D,Me=class extends Fe{constructor(t=new we,e=new Po){super(),this.isMesh=!0,this.type="Mesh",this.geometry=t,this.material=e,this.updateMorphTargets()}copy(t,e){return super.copy(t,e),t.morphTargetInfluences!==void 0&&(this.morphTargetInfluences=t.morphTargetInfluences.slice()),t.morphTargetDictionary!==void 0&&(this.morphTargetDictionary=Object.assign({},t.morphTargetDictionary)),this.material=Array.isArray(t.material)?t.material.slice():t.material,this.geometry=t.geometry,this}updateMorphTargets(){let e=this.geometry.morphAttributes,n=Object.keys(e);if(n.length>0){let i=e[n[0]];if(i!==void 0){this.morphTargetInfluences=[],this.morphTargetDictionary={};for(let r=0,o=i.length;r<o;r++){let a=i[r].name||String(r);this.morphTargetInfluences.push(0),this.morphTargetDictionary[a]=r}}}}getVertexPosition(t,e){let n=this.geometry,i=n.attributes.position,r=n.morphAttributes.position,o=n.morphTargetsRelative;e.fromBufferAttribute(i,t);let a=this.morphTargetInfluences;if(r&&a){lo.set(0,0,0);for(let l=0,c=r.length;l<c;l++){let h=a[l],u=r[l];h!==0&&(Sl.fromBufferAttribute(u,t),o?lo.addScaledVector(Sl,h):lo.addScaledVector(Sl.sub(e),h))}e.add(lo)}return e}raycast(t,e){let n=this.geometry,i=this.material,r=this.matrixWorld;i!==void 0&&(n.boundingSphere===null&&n.computeBoundingSphere(),so.copy(n.boundingSphere),so.applyMatrix4(r),Ni.copy(t.ray).recast(t.near),!(so.containsPoint(Ni.origin)===!1&&(Ni.intersectSphere(so,Ku)===null||Ni.origin.distanceToSquared(Ku)>(t.far-t.near)**2))&&(ju.copy(r).invert(),Ni.copy(t.ray).applyMatrix4(ju),!(n.boundingBox!==null&&Ni.intersectsBox(n.boundingBox)===!1)&&this._computeIntersections(t,e,Ni)))}_computeIntersections(t,e,n){let i,r=this.geometry,o=this.material,a=r.index,l=r.attributes.position,c=r.attributes.uv,h=r.attributes.uv1,u=r.attributes.normal,d=r.groups,f=r.drawRange;if(a!==null)if(Array.isArray(o))for(let p=0,x=d.length;p<x;p++){let m=d[p],g=o[m.materialIndex],M=Math.max(m.start,f.start),S=Math.min(a.count,Math.min(m.start+m.count,f.start+f.count));for(let b=M,C=S;b<C;b+=3){let E=a.getX(b),T=a.getX(b+1),I=a.getX(b+2);i=ho(this,g,t,n,c,h,u,E,T,I),i&&(i.faceIndex=Math.floor(b/3),i.face.materialIndex=m.materialIndex,e.push(i))}}else{let p=Math.max(0,f.start),x=Math.min(a.count,f.start+f.count);for(let m=p,g=x;m<g;m+=3){let M=a.getX(m),S=a.getX(m+1),b=a.getX(m+2);i=ho(this,o,t,n,c,h,u,M,S,b),i&&(i.faceIndex=Math.floor(m/3),e.push(i))}}else if(l!==void 0)if(Array.isArray(o))for(let p=0,x=d.length;p<x;p++){let m=d[p],g=o[m.materialIndex],M=Math.max(m.start,f.start),S=Math.min(l.count,Math.min(m.start+m.count,f.start+f.count));for(let b=M,C=S;b<C;b+=3){let E=b,T=b+1,I=b+2;i=ho(this,g,t,n,c,h,u,E,T,I),i&&(i.faceIndex=Math.floor(b/3),i.face.materialIndex=m.materialIndex,e.push(i))}}else{let p=Math.max(0,f.start),x=Math.min(l.count,f.start+f.count);for(let m=p,g=x;m<g;m+=3){let M=m,S=m+1,b=m+2;i=ho(this,o,t,n,c,h,u,M,S,b),i&&(i.faceIndex=Math.floor(m/3),e.push(i))}}}};function Tg(s,t,e,n,i,r,o,a){let l;if(t.side===Ve?l=n.intersectTriangle(o,r,i,!0,a):l=n.intersectTriangle(i,r,o,t.side===Mi,a),l===null)return null;co.copy(a),co.applyMatrix4(s.matrixWorld);let c=e.ray.origin.distanceTo(co);return c<e.near||c>e.far?null:{distance:c,point:co.clone(),object:s}}function ho(s,t,e,n,i,r,o,a,l,c){s.getVertexPosition(a,ro),s.getVertexPosition(l,oo),s.getVertexPosition(c,ao);let h=Tg(s,t,e,n,ro,oo,ao,Ju);if(h){let u=new D;zi.getBarycoord(Ju,ro,oo,ao,u),i&&(h.uv=zi.getInterpolatedAttribute(i,a,l,c,u,new Tt)),r&&(h.uv1=zi.getInterpolatedAttribute(r,a,l,c,u,new Tt)),o&&(h.normal=zi.getInterpolatedAttribute(o,a,l,c,u,new D),h.normal.dot(n.direction)>0&&h.normal.multiplyScalar(-1));let d={a,b:l,c,normal:new D,materialIndex:0};zi.getNormal(ro,oo,ao,d.normal),h.face=d,h.barycoord=u}return h}var mr=class s extends we{constructor(t=1,e=1,n=1,i=1,r=1,o=1){super(),this.type="BoxGeometry",this.parameters={width:t,height:e,depth:n,widthSegments:i,heightSegments:r,depthSegments:o};let a=this;i=Math.floor(i),r=Math.floor(r),o=Math.floor(o);let l=[],c=[],h=[],u=[],d=0,f=0;p("z","y","x",-1,-1,n,e,t,o,r,0),p("z","y","x",1,-1,n,e,-t,o,r,1),p("x","z","y",1,1,t,n,e,i,o,2),p("x","z","y",1,-1,t,n,-e,i,o,3),p("x","y","z",1,-1,t,e,n,i,r,4),p("x","y","z",-1,-1,t,e,-n,i,r,5),this.setIndex(l),this.setAttribute("position",new Ue(c,3)),this.setAttribute("normal",new Ue(h,3)),this.setAttribute("uv",new Ue(u,2));function p(x,m,g,M,S,b,C,E,T,I,w){let y=b/T,P=C/I,G=b/2,k=C/2,$=E/2,X=T+1,H=I+1,J=0,V=0,nt=new D;for(let ct=0;ct<H;ct++){let mt=ct*P-k;for(let Ut=0;Ut<X;Ut++){let Xt=Ut*y-G;nt[x]=Xt*M,nt[m]=mt*S,nt[g]=$,c.push(nt.x,nt.y,nt.z),nt[x]=0,nt[m]=0,nt[g]=E>0?1:-1,h.push(nt.x,nt.y,nt.z),u.push(Ut/T),u.push(1-ct/I),J+=1}}for(let ct=0;ct<I;ct++)for(let mt=0;mt<T;mt++){let Ut=d+mt+X*ct,Xt=d+mt+X*(ct+1),q=d+(mt+1)+X*(ct+1),Q=d+(mt+1)+X*ct;l.push(Ut,Xt,Q),l.push(Xt,q,Q),V+=6}a.addGroup(f,V,w),f+=V,d+=J}}copy(t){return super.copy(t),this.parameters=Object.assign({},t.parameters),this}static fromJSON(t){return new s(t.width,t.height,t.depth,t.widthSegments,t.heightSegments,t.depthSegments)}};function Ns(s){let t={};for(let e in s){t[e]={};for(let n in s[e]){let i=s[e][n];i&&(i.isColor||i.isMatrix3||i.isMatrix4||i.isVector2||i.isVector3||i.isVector4||i.isTexture||i.isQuaternion)?i.isRenderTargetTexture?(console.warn("UniformsUtils: Textures of render targets cannot be cloned via cloneUniforms() or mergeUniforms()."),t[e][n]=null):t[e][n]=i.clone():Array.isArray(i)?t[e][n]=i.slice():t[e][n]=i}}return t}function De(s){let t={};for(let e=0;e<s.length;e++){let n=Ns(s[e]);for(let i in n)t[i]=n[i]}return t}function Cg(s){let t=[];for(let e=0;e<s.length;e++)t.push(s[e].clone());return t}function Kd(s){let t=s.getRenderTarget();return t===null?s.outputColorSpace:t.isXRRenderTarget===!0?t.texture.colorSpace:Wt.workingColorSpace}var ea={clone:Ns,merge:De},Rg=`void main() {
	gl_Position = projectionMatrix * modelViewMatrix * vec4( position, 1.0 );
}`,Pg=`void main() {
	gl_FragColor = vec4( 1.0, 0.0, 0.0, 1.0 );
}`,an=class extends wi{static get type(){return"ShaderMaterial"}constructor(t){super(),this.isShaderMaterial=!0,this.defines={},this.uniforms={},this.uniformsGroups=[],this.vertexShader=Rg,this.fragmentShader=Pg,this.linewidth=1,this.wireframe=!1,this.wireframeLinewidth=1,this.fog=!1,this.lights=!1,this.clipping=!1,this.forceSinglePass=!0,this.extensions={clipCullDistance:!1,multiDraw:!1},this.defaultAttributeValues={color:[1,1,1],uv:[0,0],uv1:[0,0]},this.index0AttributeName=void 0,this.uniformsNeedUpdate=!1,this.glslVersion=null,t!==void 0&&this.setValues(t)}copy(t){return super.copy(t),this.fragmentShader=t.fragmentShader,this.vertexShader=t.vertexShader,this.uniforms=Ns(t.uniforms),this.uniformsGroups=Cg(t.uniformsGroups),this.defines=Object.assign({},t.defines),this.wireframe=t.wireframe,this.wireframeLinewidth=t.wireframeLinewidth,this.fog=t.fog,this.lights=t.lights,this.clipping=t.clipping,this.extensions=Object.assign({},t.extensions),this.glslVersion=t.glslVersion,this}toJSON(t){let e=super.toJSON(t);e.glslVersion=this.glslVersion,e.uniforms={};for(let i in this.uniforms){let o=this.uniforms[i].value;o&&o.isTexture?e.uniforms[i]={type:"t",value:o.toJSON(t).uuid}:o&&o.isColor?e.uniforms[i]={type:"c",value:o.getHex()}:o&&o.isVector2?e.uniforms[i]={type:"v2",value:o.toArray()}:o&&o.isVector3?e.uniforms[i]={type:"v3",value:o.toArray()}:o&&o.isVector4?e.uniforms[i]={type:"v4",value:o.toArray()}:o&&o.isMatrix3?e.uniforms[i]={type:"m3",value:o.toArray()}:o&&o.isMatrix4?e.uniforms[i]={type:"m4",value:o.toArray()}:e.uniforms[i]={value:o}}Object.keys(this.defines).length>0&&(e.defines=this.defines),e.vertexShader=this.vertexShader,e.fragmentShader=this.fragmentShader,e.lights=this.lights,e.clipping=this.clipping;let n={};for(let i in this.extensions)this.extensions[i]===!0&&(n[i]=!0);return Object.keys(n).length>0&&(e.extensions=n),e}},Do=class extends Fe{constructor(){super(),this.isCamera=!0,this.type="Camera",this.matrixWorldInverse=new oe,this.projectionMatrix=new oe,this.projectionMatrixInverse=new oe,this.coordinateSystem=Zn}copy(t,e){return super.copy(t,e),this.matrixWorldInverse.copy(t.matrixWorldInverse),this.projectionMatrix.copy(t.projectionMatrix),this.projectionMatrixInverse.copy(t.projectionMatrixInverse),this.coordinateSystem=t.coordinateSystem,this}getWorldDirection(t){return super.getWorldDirection(t).negate()}updateMatrixWorld(t){super.updateMatrixWorld(t),this.matrixWorldInverse.copy(this.matrixWorld).invert()}updateWorldMatrix(t,e){super.updateWorldMatrix(t,e),this.matrixWorldInverse.copy(this.matrixWorld).invert()}clone(){return new this.constructor().copy(this)}},xi=new D,Qu=new Tt,td=new Tt,Ie=class extends Do{constructor(t=50,e=1,n=.1,i=2e3){super(),this.isPerspectiveCamera=!0,this.type="PerspectiveCamera",this.fov=t,this.zoom=1,this.near=n,this.far=i,this.focus=10,this.aspect=e,this.view=null,this.filmGauge=35,this.filmOffset=0,this.updateProjectionMatrix()}copy(t,e){return super.copy(t,e),this.fov=t.fov,this.zoom=t.zoom,this.near=t.near,this.far=t.far,this.focus=t.focus,this.aspect=t.aspect,this.view=t.view===null?null:Object.assign({},t.view),this.filmGauge=t.filmGauge,this.filmOffset=t.filmOffset,this}setFocalLength(t){let e=.5*this.getFilmHeight()/t;this.fov=fr*2*Math.atan(e),this.updateProjectionMatrix()}getFocalLength(){let t=Math.tan(cr*.5*this.fov);return .5*this.getFilmHeight()/t}getEffectiveFOV(){return fr*2*Math.atan(Math.tan(cr*.5*this.fov)/this.zoom)}getFilmWidth(){return this.filmGauge*Math.min(this.aspect,1)}getFilmHeight(){return this.filmGauge/Math.max(this.aspect,1)}getViewBounds(t,e,n){xi.set(-1,-1,.5).applyMatrix4(this.projectionMatrixInverse),e.set(xi.x,xi.y).multiplyScalar(-t/xi.z),xi.set(1,1,.5).applyMatrix4(this.projectionMatrixInverse),n.set(xi.x,xi.y).multiplyScalar(-t/xi.z)}getViewSize(t,e){return this.getViewBounds(t,Qu,td),e.subVectors(td,Qu)}setViewOffset(t,e,n,i,r,o){this.aspect=t/e,this.view===null&&(this.view={enabled:!0,fullWidth:1,fullHeight:1,offsetX:0,offsetY:0,width:1,height:1}),this.view.enabled=!0,this.view.fullWidth=t,this.view.fullHeight=e,this.view.offsetX=n,this.view.offsetY=i,this.view.width=r,this.view.height=o,this.updateProjectionMatrix()}clearViewOffset(){this.view!==null&&(this.view.enabled=!1),this.updateProjectionMatrix()}updateProjectionMatrix(){let t=this.near,e=t*Math.tan(cr*.5*this.fov)/this.zoom,n=2*e,i=this.aspect*n,r=-.5*i,o=this.view;if(this.view!==null&&this.view.enabled){let l=o.fullWidth,c=o.fullHeight;r+=o.offsetX*i/l,e-=o.offsetY*n/c,i*=o.width/l,n*=o.height/c}let a=this.filmOffset;a!==0&&(r+=t*a/this.getFilmWidth()),this.projectionMatrix.makePerspective(r,r+i,e,e-n,t,this.far,this.coordinateSystem),this.projectionMatrixInverse.copy(this.projectionMatrix).invert()}toJSON(t){let e=super.toJSON(t);return e.object.fov=this.fov,e.object.zoom=this.zoom,e.object.near=this.near,e.object.far=this.far,e.object.focus=this.focus,e.object.aspect=this.aspect,this.view!==null&&(e.object.view=Object.assign({},this.view)),e.object.filmGauge=this.filmGauge,e.object.filmOffset=this.filmOffset,e}},_s=-90,Ms=1,Sc=class extends Fe{constructor(t,e,n){super(),this.type="CubeCamera",this.renderTarget=n,this.coordinateSystem=null,this.activeMipmapLevel=0;let i=new Ie(_s,Ms,t,e);i.layers=this.layers,this.add(i);let r=new Ie(_s,Ms,t,e);r.layers=this.layers,this.add(r);let o=new Ie(_s,Ms,t,e);o.layers=this.layers,this.add(o);let a=new Ie(_s,Ms,t,e);a.layers=this.layers,this.add(a);let l=new Ie(_s,Ms,t,e);l.layers=this.layers,this.add(l);let c=new Ie(_s,Ms,t,e);c.layers=this.layers,this.add(c)}updateCoordinateSystem(){let t=this.coordinateSystem,e=this.children.concat(),[n,i,r,o,a,l]=e;for(let c of e)this.remove(c);if(t===Zn)n.up.set(0,1,0),n.lookAt(1,0,0),i.up.set(0,1,0),i.lookAt(-1,0,0),r.up.set(0,0,-1),r.lookAt(0,1,0),o.up.set(0,0,1),o.lookAt(0,-1,0),a.up.set(0,1,0),a.lookAt(0,0,1),l.up.set(0,1,0),l.lookAt(0,0,-1);else if(t===Eo)n.up.set(0,-1,0),n.lookAt(-1,0,0),i.up.set(0,-1,0),i.lookAt(1,0,0),r.up.set(0,0,1),r.lookAt(0,1,0),o.up.set(0,0,-1),o.lookAt(0,-1,0),a.up.set(0,-1,0),a.lookAt(0,0,1),l.up.set(0,-1,0),l.lookAt(0,0,-1);else throw new Error("THREE.CubeCamera.updateCoordinateSystem(): Invalid coordinate system: "+t);for(let c of e)this.add(c),c.updateMatrixWorld()}update(t,e){this.parent===null&&this.updateMatrixWorld();let{renderTarget:n,activeMipmapLevel:i}=this;this.coordinateSystem!==t.coordinateSystem&&(this.coordinateSystem=t.coordinateSystem,this.updateCoordinateSystem());let[r,o,a,l,c,h]=this.children,u=t.getRenderTarget(),d=t.getActiveCubeFace(),f=t.getActiveMipmapLevel(),p=t.xr.enabled;t.xr.enabled=!1;let x=n.texture.generateMipmaps;n.texture.generateMipmaps=!1,t.setRenderTarget(n,0,i),t.render(e,r),t.setRenderTarget(n,1,i),t.render(e,o),t.setRenderTarget(n,2,i),t.render(e,a),t.setRenderTarget(n,3,i),t.render(e,l),t.setRenderTarget(n,4,i),t.render(e,c),n.texture.generateMipmaps=x,t.setRenderTarget(n,5,i),t.render(e,h),t.setRenderTarget(u,d,f),t.xr.enabled=p,n.texture.needsPMREMUpdate=!0}},No=class extends rn{constructor(t,e,n,i,r,o,a,l,c,h){t=t!==void 0?t:[],e=e!==void 0?e:Ps,super(t,e,n,i,r,o,a,l,c,h),this.isCubeTexture=!0,this.flipY=!1}get images(){return this.image}set images(t){this.image=t}},Ac=class extends ti{constructor(t=1,e={}){super(t,t,e),this.isWebGLCubeRenderTarget=!0;let n={width:t,height:t,depth:1},i=[n,n,n,n,n,n];this.texture=new No(i,e.mapping,e.wrapS,e.wrapT,e.magFilter,e.minFilter,e.format,e.type,e.anisotropy,e.colorSpace),this.texture.isRenderTargetTexture=!0,this.texture.generateMipmaps=e.generateMipmaps!==void 0?e.generateMipmaps:!1,this.texture.minFilter=e.minFilter!==void 0?e.minFilter:Rn}fromEquirectangularTexture(t,e){this.texture.type=e.type,this.texture.colorSpace=e.colorSpace,this.texture.generateMipmaps=e.generateMipmaps,this.texture.minFilter=e.minFilter,this.texture.magFilter=e.magFilter;let n={uniforms:{tEquirect:{value:null}},vertexShader:`

				varying vec3 vWorldDirection;

				vec3 transformDirection( in vec3 dir, in mat4 matrix ) {

					return normalize( ( matrix * vec4( dir, 0.0 ) ).xyz );

				}

				void main() {

					vWorldDirection = transformDirection( position, modelMatrix );

					#include <begin_vertex>
					#include <project_vertex>

				}
			`,fragmentShader:`

				uniform sampler2D tEquirect;

				varying vec3 vWorldDirection;

				#include <common>

				void main() {

					vec3 direction = normalize( vWorldDirection );

					vec2 sampleUV = equirectUv( direction );

					gl_FragColor = texture2D( tEquirect, sampleUV );

				}
			`},i=new mr(5,5,5),r=new an({name:"CubemapFromEquirect",uniforms:Ns(n.uniforms),vertexShader:n.vertexShader,fragmentShader:n.fragmentShader,side:Ve,blending:bi});r.uniforms.tEquirect.value=e;let o=new Me(i,r),a=e.minFilter;return e.minFilter===Gi&&(e.minFilter=Rn),new Sc(1,10,this).update(t,o),e.minFilter=a,o.geometry.dispose(),o.material.dispose(),this}clear(t,e,n,i){let r=t.getRenderTarget();for(let o=0;o<6;o++)t.setRenderTarget(this,o),t.clear(e,n,i);t.setRenderTarget(r)}},Al=new D,Ig=new D,Lg=new Dt,mn=class{constructor(t=new D(1,0,0),e=0){this.isPlane=!0,this.normal=t,this.constant=e}set(t,e){return this.normal.copy(t),this.constant=e,this}setComponents(t,e,n,i){return this.normal.set(t,e,n),this.constant=i,this}setFromNormalAndCoplanarPoint(t,e){return this.normal.copy(t),this.constant=-e.dot(this.normal),this}setFromCoplanarPoints(t,e,n){let i=Al.subVectors(n,e).cross(Ig.subVectors(t,e)).normalize();return this.setFromNormalAndCoplanarPoint(i,t),this}copy(t){return this.normal.copy(t.normal),this.constant=t.constant,this}normalize(){let t=1/this.normal.length();return this.normal.multiplyScalar(t),this.constant*=t,this}negate(){return this.constant*=-1,this.normal.negate(),this}distanceToPoint(t){return this.normal.dot(t)+this.constant}distanceToSphere(t){return this.distanceToPoint(t.center)-t.radius}projectPoint(t,e){return e.copy(t).addScaledVector(this.normal,-this.distanceToPoint(t))}intersectLine(t,e){let n=t.delta(Al),i=this.normal.dot(n);if(i===0)return this.distanceToPoint(t.start)===0?e.copy(t.start):null;let r=-(t.start.dot(this.normal)+this.constant)/i;return r<0||r>1?null:e.copy(t.start).addScaledVector(n,r)}intersectsLine(t){let e=this.distanceToPoint(t.start),n=this.distanceToPoint(t.end);return e<0&&n>0||n<0&&e>0}intersectsBox(t){return t.intersectsPlane(this)}intersectsSphere(t){return t.intersectsPlane(this)}coplanarPoint(t){return t.copy(this.normal).multiplyScalar(-this.constant)}applyMatrix4(t,e){let n=e||Lg.getNormalMatrix(t),i=this.coplanarPoint(Al).applyMatrix4(t),r=this.normal.applyMatrix3(n).normalize();return this.constant=-i.dot(r),this}translate(t){return this.constant-=t.dot(this.normal),this}equals(t){return t.normal.equals(this.normal)&&t.constant===this.constant}clone(){return new this.constructor().copy(this)}},Ui=new Pn,uo=new D,gr=class{constructor(t=new mn,e=new mn,n=new mn,i=new mn,r=new mn,o=new mn){this.planes=[t,e,n,i,r,o]}set(t,e,n,i,r,o){let a=this.planes;return a[0].copy(t),a[1].copy(e),a[2].copy(n),a[3].copy(i),a[4].copy(r),a[5].copy(o),this}copy(t){let e=this.planes;for(let n=0;n<6;n++)e[n].copy(t.planes[n]);return this}setFromProjectionMatrix(t,e=Zn){let n=this.planes,i=t.elements,r=i[0],o=i[1],a=i[2],l=i[3],c=i[4],h=i[5],u=i[6],d=i[7],f=i[8],p=i[9],x=i[10],m=i[11],g=i[12],M=i[13],S=i[14],b=i[15];if(n[0].setComponents(l-r,d-c,m-f,b-g).normalize(),n[1].setComponents(l+r,d+c,m+f,b+g).normalize(),n[2].setComponents(l+o,d+h,m+p,b+M).normalize(),n[3].setComponents(l-o,d-h,m-p,b-M).normalize(),n[4].setComponents(l-a,d-u,m-x,b-S).normalize(),e===Zn)n[5].setComponents(l+a,d+u,m+x,b+S).normalize();else if(e===Eo)n[5].setComponents(a,u,x,S).normalize();else throw new Error("THREE.Frustum.setFromProjectionMatrix(): Invalid coordinate system: "+e);return this}intersectsObject(t){if(t.boundingSphere!==void 0)t.boundingSphere===null&&t.computeBoundingSphere(),Ui.copy(t.boundingSphere).applyMatrix4(t.matrixWorld);else{let e=t.geometry;e.boundingSphere===null&&e.computeBoundingSphere(),Ui.copy(e.boundingSphere).applyMatrix4(t.matrixWorld)}return this.intersectsSphere(Ui)}intersectsSprite(t){return Ui.center.set(0,0,0),Ui.radius=.7071067811865476,Ui.applyMatrix4(t.matrixWorld),this.intersectsSphere(Ui)}intersectsSphere(t){let e=this.planes,n=t.center,i=-t.radius;for(let r=0;r<6;r++)if(e[r].distanceToPoint(n)<i)return!1;return!0}intersectsBox(t){let e=this.planes;for(let n=0;n<6;n++){let i=e[n];if(uo.x=i.normal.x>0?t.max.x:t.min.x,uo.y=i.normal.y>0?t.max.y:t.min.y,uo.z=i.normal.z>0?t.max.z:t.min.z,i.distanceToPoint(uo)<0)return!1}return!0}containsPoint(t){let e=this.planes;for(let n=0;n<6;n++)if(e[n].distanceToPoint(t)<0)return!1;return!0}clone(){return new this.constructor().copy(this)}};function Jd(){let s=null,t=!1,e=null,n=null;function i(r,o){e(r,o),n=s.requestAnimationFrame(i)}return{start:function(){t!==!0&&e!==null&&(n=s.requestAnimationFrame(i),t=!0)},stop:function(){s.cancelAnimationFrame(n),t=!1},setAnimationLoop:function(r){e=r},setContext:function(r){s=r}}}function Dg(s){let t=new WeakMap;function e(a,l){let c=a.array,h=a.usage,u=c.byteLength,d=s.createBuffer();s.bindBuffer(l,d),s.bufferData(l,c,h),a.onUploadCallback();let f;if(c instanceof Float32Array)f=s.FLOAT;else if(c instanceof Uint16Array)a.isFloat16BufferAttribute?f=s.HALF_FLOAT:f=s.UNSIGNED_SHORT;else if(c instanceof Int16Array)f=s.SHORT;else if(c instanceof Uint32Array)f=s.UNSIGNED_INT;else if(c instanceof Int32Array)f=s.INT;else if(c instanceof Int8Array)f=s.BYTE;else if(c instanceof Uint8Array)f=s.UNSIGNED_BYTE;else if(c instanceof Uint8ClampedArray)f=s.UNSIGNED_BYTE;else throw new Error("THREE.WebGLAttributes: Unsupported buffer data format: "+c);return{buffer:d,type:f,bytesPerElement:c.BYTES_PER_ELEMENT,version:a.version,size:u}}function n(a,l,c){let h=l.array,u=l.updateRanges;if(s.bindBuffer(c,a),u.length===0)s.bufferSubData(c,0,h);else{u.sort((f,p)=>f.start-p.start);let d=0;for(let f=1;f<u.length;f++){let p=u[d],x=u[f];x.start<=p.start+p.count+1?p.count=Math.max(p.count,x.start+x.count-p.start):(++d,u[d]=x)}u.length=d+1;for(let f=0,p=u.length;f<p;f++){let x=u[f];s.bufferSubData(c,x.start*h.BYTES_PER_ELEMENT,h,x.start,x.count)}l.clearUpdateRanges()}l.onUploadCallback()}function i(a){return a.isInterleavedBufferAttribute&&(a=a.data),t.get(a)}function r(a){a.isInterleavedBufferAttribute&&(a=a.data);let l=t.get(a);l&&(s.deleteBuffer(l.buffer),t.delete(a))}function o(a,l){if(a.isInterleavedBufferAttribute&&(a=a.data),a.isGLBufferAttribute){let h=t.get(a);(!h||h.version<a.version)&&t.set(a,{buffer:a.buffer,type:a.type,bytesPerElement:a.elementSize,version:a.version});return}let c=t.get(a);if(c===void 0)t.set(a,e(a,l));else if(c.version<a.version){if(c.size!==a.array.byteLength)throw new Error("THREE.WebGLAttributes: The size of the buffer attribute's array buffer does not match the original size. Resizing buffer attributes is not supported.");n(c.buffer,a,l),c.version=a.version}}return{get:i,remove:r,update:o}}var Uo=class s extends we{constructor(t=1,e=1,n=1,i=1){super(),this.type="PlaneGeometry",this.parameters={width:t,height:e,widthSegments:n,heightSegments:i};let r=t/2,o=e/2,a=Math.floor(n),l=Math.floor(i),c=a+1,h=l+1,u=t/a,d=e/l,f=[],p=[],x=[],m=[];for(let g=0;g<h;g++){let M=g*d-o;for(let S=0;S<c;S++){let b=S*u-r;p.push(b,-M,0),x.push(0,0,1),m.push(S/a),m.push(1-g/l)}}for(let g=0;g<l;g++)for(let M=0;M<a;M++){let S=M+c*g,b=M+c*(g+1),C=M+1+c*(g+1),E=M+1+c*g;f.push(S,b,E),f.push(b,C,E)}this.setIndex(f),this.setAttribute("position",new Ue(p,3)),this.setAttribute("normal",new Ue(x,3)),this.setAttribute("uv",new Ue(m,2))}copy(t){return super.copy(t),this.parameters=Object.assign({},t.parameters),this}static fromJSON(t){return new s(t.width,t.height,t.widthSegments,t.heightSegments)}},Ng=`#ifdef USE_ALPHAHASH
	if ( diffuseColor.a < getAlphaHashThreshold( vPosition ) ) discard;
#endif`,Ug=`#ifdef USE_ALPHAHASH
	const float ALPHA_HASH_SCALE = 0.05;
	float hash2D( vec2 value ) {
		return fract( 1.0e4 * sin( 17.0 * value.x + 0.1 * value.y ) * ( 0.1 + abs( sin( 13.0 * value.y + value.x ) ) ) );
	}
	float hash3D( vec3 value ) {
		return hash2D( vec2( hash2D( value.xy ), value.z ) );
	}
	float getAlphaHashThreshold( vec3 position ) {
		float maxDeriv = max(
			length( dFdx( position.xyz ) ),
			length( dFdy( position.xyz ) )
		);
		float pixScale = 1.0 / ( ALPHA_HASH_SCALE * maxDeriv );
		vec2 pixScales = vec2(
			exp2( floor( log2( pixScale ) ) ),
			exp2( ceil( log2( pixScale ) ) )
		);
		vec2 alpha = vec2(
			hash3D( floor( pixScales.x * position.xyz ) ),
			hash3D( floor( pixScales.y * position.xyz ) )
		);
		float lerpFactor = fract( log2( pixScale ) );
		float x = ( 1.0 - lerpFactor ) * alpha.x + lerpFactor * alpha.y;
		float a = min( lerpFactor, 1.0 - lerpFactor );
		vec3 cases = vec3(
			x * x / ( 2.0 * a * ( 1.0 - a ) ),
			( x - 0.5 * a ) / ( 1.0 - a ),
			1.0 - ( ( 1.0 - x ) * ( 1.0 - x ) / ( 2.0 * a * ( 1.0 - a ) ) )
		);
		float threshold = ( x < ( 1.0 - a ) )
			? ( ( x < a ) ? cases.x : cases.y )
			: cases.z;
		return clamp( threshold , 1.0e-6, 1.0 );
	}
#endif`,Fg=`#ifdef USE_ALPHAMAP
	diffuseColor.a *= texture2D( alphaMap, vAlphaMapUv ).g;
#endif`,Og=`#ifdef USE_ALPHAMAP
	uniform sampler2D alphaMap;
#endif`,kg=`#ifdef USE_ALPHATEST
	#ifdef ALPHA_TO_COVERAGE
	diffuseColor.a = smoothstep( alphaTest, alphaTest + fwidth( diffuseColor.a ), diffuseColor.a );
	if ( diffuseColor.a == 0.0 ) discard;
	#else
	if ( diffuseColor.a < alphaTest ) discard;
	#endif
#endif`,Bg=`#ifdef USE_ALPHATEST
	uniform float alphaTest;
#endif`,zg=`#ifdef USE_AOMAP
	float ambientOcclusion = ( texture2D( aoMap, vAoMapUv ).r - 1.0 ) * aoMapIntensity + 1.0;
	reflectedLight.indirectDiffuse *= ambientOcclusion;
	#if defined( USE_CLEARCOAT ) 
		clearcoatSpecularIndirect *= ambientOcclusion;
	#endif
	#if defined( USE_SHEEN ) 
		sheenSpecularIndirect *= ambientOcclusion;
	#endif
	#if defined( USE_ENVMAP ) && defined( STANDARD )
		float dotNV = saturate( dot( geometryNormal, geometryViewDir ) );
		reflectedLight.indirectSpecular *= computeSpecularOcclusion( dotNV, ambientOcclusion, material.roughness );
	#endif
#endif`,Hg=`#ifdef USE_AOMAP
	uniform sampler2D aoMap;
	uniform float aoMapIntensity;
#endif`,Vg=`#ifdef USE_BATCHING
	#if ! defined( GL_ANGLE_multi_draw )
	#define gl_DrawID _gl_DrawID
	uniform int _gl_DrawID;
	#endif
	uniform highp sampler2D batchingTexture;
	uniform highp usampler2D batchingIdTexture;
	mat4 getBatchingMatrix( const in float i ) {
		int size = textureSize( batchingTexture, 0 ).x;
		int j = int( i ) * 4;
		int x = j % size;
		int y = j / size;
		vec4 v1 = texelFetch( batchingTexture, ivec2( x, y ), 0 );
		vec4 v2 = texelFetch( batchingTexture, ivec2( x + 1, y ), 0 );
		vec4 v3 = texelFetch( batchingTexture, ivec2( x + 2, y ), 0 );
		vec4 v4 = texelFetch( batchingTexture, ivec2( x + 3, y ), 0 );
		return mat4( v1, v2, v3, v4 );
	}
	float getIndirectIndex( const in int i ) {
		int size = textureSize( batchingIdTexture, 0 ).x;
		int x = i % size;
		int y = i / size;
		return float( texelFetch( batchingIdTexture, ivec2( x, y ), 0 ).r );
	}
#endif
#ifdef USE_BATCHING_COLOR
	uniform sampler2D batchingColorTexture;
	vec3 getBatchingColor( const in float i ) {
		int size = textureSize( batchingColorTexture, 0 ).x;
		int j = int( i );
		int x = j % size;
		int y = j / size;
		return texelFetch( batchingColorTexture, ivec2( x, y ), 0 ).rgb;
	}
#endif`,Gg=`#ifdef USE_BATCHING
	mat4 batchingMatrix = getBatchingMatrix( getIndirectIndex( gl_DrawID ) );
#endif`,Wg=`vec3 transformed = vec3( position );
#ifdef USE_ALPHAHASH
	vPosition = vec3( position );
#endif`,$g=`vec3 objectNormal = vec3( normal );
#ifdef USE_TANGENT
	vec3 objectTangent = vec3( tangent.xyz );
#endif`,Xg=`float G_BlinnPhong_Implicit( ) {
	return 0.25;
}
float D_BlinnPhong( const in float shininess, const in float dotNH ) {
	return RECIPROCAL_PI * ( shininess * 0.5 + 1.0 ) * pow( dotNH, shininess );
}
vec3 BRDF_BlinnPhong( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, const in vec3 specularColor, const in float shininess ) {
	vec3 halfDir = normalize( lightDir + viewDir );
	float dotNH = saturate( dot( normal, halfDir ) );
	float dotVH = saturate( dot( viewDir, halfDir ) );
	vec3 F = F_Schlick( specularColor, 1.0, dotVH );
	float G = G_BlinnPhong_Implicit( );
	float D = D_BlinnPhong( shininess, dotNH );
	return F * ( G * D );
} // validated`,qg=`#ifdef USE_IRIDESCENCE
	const mat3 XYZ_TO_REC709 = mat3(
		 3.2404542, -0.9692660,  0.0556434,
		-1.5371385,  1.8760108, -0.2040259,
		-0.4985314,  0.0415560,  1.0572252
	);
	vec3 Fresnel0ToIor( vec3 fresnel0 ) {
		vec3 sqrtF0 = sqrt( fresnel0 );
		return ( vec3( 1.0 ) + sqrtF0 ) / ( vec3( 1.0 ) - sqrtF0 );
	}
	vec3 IorToFresnel0( vec3 transmittedIor, float incidentIor ) {
		return pow2( ( transmittedIor - vec3( incidentIor ) ) / ( transmittedIor + vec3( incidentIor ) ) );
	}
	float IorToFresnel0( float transmittedIor, float incidentIor ) {
		return pow2( ( transmittedIor - incidentIor ) / ( transmittedIor + incidentIor ));
	}
	vec3 evalSensitivity( float OPD, vec3 shift ) {
		float phase = 2.0 * PI * OPD * 1.0e-9;
		vec3 val = vec3( 5.4856e-13, 4.4201e-13, 5.2481e-13 );
		vec3 pos = vec3( 1.6810e+06, 1.7953e+06, 2.2084e+06 );
		vec3 var = vec3( 4.3278e+09, 9.3046e+09, 6.6121e+09 );
		vec3 xyz = val * sqrt( 2.0 * PI * var ) * cos( pos * phase + shift ) * exp( - pow2( phase ) * var );
		xyz.x += 9.7470e-14 * sqrt( 2.0 * PI * 4.5282e+09 ) * cos( 2.2399e+06 * phase + shift[ 0 ] ) * exp( - 4.5282e+09 * pow2( phase ) );
		xyz /= 1.0685e-7;
		vec3 rgb = XYZ_TO_REC709 * xyz;
		return rgb;
	}
	vec3 evalIridescence( float outsideIOR, float eta2, float cosTheta1, float thinFilmThickness, vec3 baseF0 ) {
		vec3 I;
		float iridescenceIOR = mix( outsideIOR, eta2, smoothstep( 0.0, 0.03, thinFilmThickness ) );
		float sinTheta2Sq = pow2( outsideIOR / iridescenceIOR ) * ( 1.0 - pow2( cosTheta1 ) );
		float cosTheta2Sq = 1.0 - sinTheta2Sq;
		if ( cosTheta2Sq < 0.0 ) {
			return vec3( 1.0 );
		}
		float cosTheta2 = sqrt( cosTheta2Sq );
		float R0 = IorToFresnel0( iridescenceIOR, outsideIOR );
		float R12 = F_Schlick( R0, 1.0, cosTheta1 );
		float T121 = 1.0 - R12;
		float phi12 = 0.0;
		if ( iridescenceIOR < outsideIOR ) phi12 = PI;
		float phi21 = PI - phi12;
		vec3 baseIOR = Fresnel0ToIor( clamp( baseF0, 0.0, 0.9999 ) );		vec3 R1 = IorToFresnel0( baseIOR, iridescenceIOR );
		vec3 R23 = F_Schlick( R1, 1.0, cosTheta2 );
		vec3 phi23 = vec3( 0.0 );
		if ( baseIOR[ 0 ] < iridescenceIOR ) phi23[ 0 ] = PI;
		if ( baseIOR[ 1 ] < iridescenceIOR ) phi23[ 1 ] = PI;
		if ( baseIOR[ 2 ] < iridescenceIOR ) phi23[ 2 ] = PI;
		float OPD = 2.0 * iridescenceIOR * thinFilmThickness * cosTheta2;
		vec3 phi = vec3( phi21 ) + phi23;
		vec3 R123 = clamp( R12 * R23, 1e-5, 0.9999 );
		vec3 r123 = sqrt( R123 );
		vec3 Rs = pow2( T121 ) * R23 / ( vec3( 1.0 ) - R123 );
		vec3 C0 = R12 + Rs;
		I = C0;
		vec3 Cm = Rs - T121;
		for ( int m = 1; m <= 2; ++ m ) {
			Cm *= r123;
			vec3 Sm = 2.0 * evalSensitivity( float( m ) * OPD, float( m ) * phi );
			I += Cm * Sm;
		}
		return max( I, vec3( 0.0 ) );
	}
#endif`,Yg=`#ifdef USE_BUMPMAP
	uniform sampler2D bumpMap;
	uniform float bumpScale;
	vec2 dHdxy_fwd() {
		vec2 dSTdx = dFdx( vBumpMapUv );
		vec2 dSTdy = dFdy( vBumpMapUv );
		float Hll = bumpScale * texture2D( bumpMap, vBumpMapUv ).x;
		float dBx = bumpScale * texture2D( bumpMap, vBumpMapUv + dSTdx ).x - Hll;
		float dBy = bumpScale * texture2D( bumpMap, vBumpMapUv + dSTdy ).x - Hll;
		return vec2( dBx, dBy );
	}
	vec3 perturbNormalArb( vec3 surf_pos, vec3 surf_norm, vec2 dHdxy, float faceDirection ) {
		vec3 vSigmaX = normalize( dFdx( surf_pos.xyz ) );
		vec3 vSigmaY = normalize( dFdy( surf_pos.xyz ) );
		vec3 vN = surf_norm;
		vec3 R1 = cross( vSigmaY, vN );
		vec3 R2 = cross( vN, vSigmaX );
		float fDet = dot( vSigmaX, R1 ) * faceDirection;
		vec3 vGrad = sign( fDet ) * ( dHdxy.x * R1 + dHdxy.y * R2 );
		return normalize( abs( fDet ) * surf_norm - vGrad );
	}
#endif`,Zg=`#if NUM_CLIPPING_PLANES > 0
	vec4 plane;
	#ifdef ALPHA_TO_COVERAGE
		float distanceToPlane, distanceGradient;
		float clipOpacity = 1.0;
		#pragma unroll_loop_start
		for ( int i = 0; i < UNION_CLIPPING_PLANES; i ++ ) {
			plane = clippingPlanes[ i ];
			distanceToPlane = - dot( vClipPosition, plane.xyz ) + plane.w;
			distanceGradient = fwidth( distanceToPlane ) / 2.0;
			clipOpacity *= smoothstep( - distanceGradient, distanceGradient, distanceToPlane );
			if ( clipOpacity == 0.0 ) discard;
		}
		#pragma unroll_loop_end
		#if UNION_CLIPPING_PLANES < NUM_CLIPPING_PLANES
			float unionClipOpacity = 1.0;
			#pragma unroll_loop_start
			for ( int i = UNION_CLIPPING_PLANES; i < NUM_CLIPPING_PLANES; i ++ ) {
				plane = clippingPlanes[ i ];
				distanceToPlane = - dot( vClipPosition, plane.xyz ) + plane.w;
				distanceGradient = fwidth( distanceToPlane ) / 2.0;
				unionClipOpacity *= 1.0 - smoothstep( - distanceGradient, distanceGradient, distanceToPlane );
			}
			#pragma unroll_loop_end
			clipOpacity *= 1.0 - unionClipOpacity;
		#endif
		diffuseColor.a *= clipOpacity;
		if ( diffuseColor.a == 0.0 ) discard;
	#else
		#pragma unroll_loop_start
		for ( int i = 0; i < UNION_CLIPPING_PLANES; i ++ ) {
			plane = clippingPlanes[ i ];
			if ( dot( vClipPosition, plane.xyz ) > plane.w ) discard;
		}
		#pragma unroll_loop_end
		#if UNION_CLIPPING_PLANES < NUM_CLIPPING_PLANES
			bool clipped = true;
			#pragma unroll_loop_start
			for ( int i = UNION_CLIPPING_PLANES; i < NUM_CLIPPING_PLANES; i ++ ) {
				plane = clippingPlanes[ i ];
				clipped = ( dot( vClipPosition, plane.xyz ) > plane.w ) && clipped;
			}
			#pragma unroll_loop_end
			if ( clipped ) discard;
		#endif
	#endif
#endif`,jg=`#if NUM_CLIPPING_PLANES > 0
	varying vec3 vClipPosition;
	uniform vec4 clippingPlanes[ NUM_CLIPPING_PLANES ];
#endif`,Kg=`#if NUM_CLIPPING_PLANES > 0
	varying vec3 vClipPosition;
#endif`,Jg=`#if NUM_CLIPPING_PLANES > 0
	vClipPosition = - mvPosition.xyz;
#endif`,Qg=`#if defined( USE_COLOR_ALPHA )
	diffuseColor *= vColor;
#elif defined( USE_COLOR )
	diffuseColor.rgb *= vColor;
#endif`,t0=`#if defined( USE_COLOR_ALPHA )
	varying vec4 vColor;
#elif defined( USE_COLOR )
	varying vec3 vColor;
#endif`,e0=`#if defined( USE_COLOR_ALPHA )
	varying vec4 vColor;
#elif defined( USE_COLOR ) || defined( USE_INSTANCING_COLOR ) || defined( USE_BATCHING_COLOR )
	varying vec3 vColor;
#endif`,n0=`#if defined( USE_COLOR_ALPHA )
	vColor = vec4( 1.0 );
#elif defined( USE_COLOR ) || defined( USE_INSTANCING_COLOR ) || defined( USE_BATCHING_COLOR )
	vColor = vec3( 1.0 );
#endif
#ifdef USE_COLOR
	vColor *= color;
#endif
#ifdef USE_INSTANCING_COLOR
	vColor.xyz *= instanceColor.xyz;
#endif
#ifdef USE_BATCHING_COLOR
	vec3 batchingColor = getBatchingColor( getIndirectIndex( gl_DrawID ) );
	vColor.xyz *= batchingColor.xyz;
#endif`,i0=`#define PI 3.141592653589793
#define PI2 6.283185307179586
#define PI_HALF 1.5707963267948966
#define RECIPROCAL_PI 0.3183098861837907
#define RECIPROCAL_PI2 0.15915494309189535
#define EPSILON 1e-6
#ifndef saturate
#define saturate( a ) clamp( a, 0.0, 1.0 )
#endif
#define whiteComplement( a ) ( 1.0 - saturate( a ) )
float pow2( const in float x ) { return x*x; }
vec3 pow2( const in vec3 x ) { return x*x; }
float pow3( const in float x ) { return x*x*x; }
float pow4( const in float x ) { float x2 = x*x; return x2*x2; }
float max3( const in vec3 v ) { return max( max( v.x, v.y ), v.z ); }
float average( const in vec3 v ) { return dot( v, vec3( 0.3333333 ) ); }
highp float rand( const in vec2 uv ) {
	const highp float a = 12.9898, b = 78.233, c = 43758.5453;
	highp float dt = dot( uv.xy, vec2( a,b ) ), sn = mod( dt, PI );
	return fract( sin( sn ) * c );
}
#ifdef HIGH_PRECISION
	float precisionSafeLength( vec3 v ) { return length( v ); }
#else
	float precisionSafeLength( vec3 v ) {
		float maxComponent = max3( abs( v ) );
		return length( v / maxComponent ) * maxComponent;
	}
#endif
struct IncidentLight {
	vec3 color;
	vec3 direction;
	bool visible;
};
struct ReflectedLight {
	vec3 directDiffuse;
	vec3 directSpecular;
	vec3 indirectDiffuse;
	vec3 indirectSpecular;
};
#ifdef USE_ALPHAHASH
	varying vec3 vPosition;
#endif
vec3 transformDirection( in vec3 dir, in mat4 matrix ) {
	return normalize( ( matrix * vec4( dir, 0.0 ) ).xyz );
}
vec3 inverseTransformDirection( in vec3 dir, in mat4 matrix ) {
	return normalize( ( vec4( dir, 0.0 ) * matrix ).xyz );
}
mat3 transposeMat3( const in mat3 m ) {
	mat3 tmp;
	tmp[ 0 ] = vec3( m[ 0 ].x, m[ 1 ].x, m[ 2 ].x );
	tmp[ 1 ] = vec3( m[ 0 ].y, m[ 1 ].y, m[ 2 ].y );
	tmp[ 2 ] = vec3( m[ 0 ].z, m[ 1 ].z, m[ 2 ].z );
	return tmp;
}
bool isPerspectiveMatrix( mat4 m ) {
	return m[ 2 ][ 3 ] == - 1.0;
}
vec2 equirectUv( in vec3 dir ) {
	float u = atan( dir.z, dir.x ) * RECIPROCAL_PI2 + 0.5;
	float v = asin( clamp( dir.y, - 1.0, 1.0 ) ) * RECIPROCAL_PI + 0.5;
	return vec2( u, v );
}
vec3 BRDF_Lambert( const in vec3 diffuseColor ) {
	return RECIPROCAL_PI * diffuseColor;
}
vec3 F_Schlick( const in vec3 f0, const in float f90, const in float dotVH ) {
	float fresnel = exp2( ( - 5.55473 * dotVH - 6.98316 ) * dotVH );
	return f0 * ( 1.0 - fresnel ) + ( f90 * fresnel );
}
float F_Schlick( const in float f0, const in float f90, const in float dotVH ) {
	float fresnel = exp2( ( - 5.55473 * dotVH - 6.98316 ) * dotVH );
	return f0 * ( 1.0 - fresnel ) + ( f90 * fresnel );
} // validated`,s0=`#ifdef ENVMAP_TYPE_CUBE_UV
	#define cubeUV_minMipLevel 4.0
	#define cubeUV_minTileSize 16.0
	float getFace( vec3 direction ) {
		vec3 absDirection = abs( direction );
		float face = - 1.0;
		if ( absDirection.x > absDirection.z ) {
			if ( absDirection.x > absDirection.y )
				face = direction.x > 0.0 ? 0.0 : 3.0;
			else
				face = direction.y > 0.0 ? 1.0 : 4.0;
		} else {
			if ( absDirection.z > absDirection.y )
				face = direction.z > 0.0 ? 2.0 : 5.0;
			else
				face = direction.y > 0.0 ? 1.0 : 4.0;
		}
		return face;
	}
	vec2 getUV( vec3 direction, float face ) {
		vec2 uv;
		if ( face == 0.0 ) {
			uv = vec2( direction.z, direction.y ) / abs( direction.x );
		} else if ( face == 1.0 ) {
			uv = vec2( - direction.x, - direction.z ) / abs( direction.y );
		} else if ( face == 2.0 ) {
			uv = vec2( - direction.x, direction.y ) / abs( direction.z );
		} else if ( face == 3.0 ) {
			uv = vec2( - direction.z, direction.y ) / abs( direction.x );
		} else if ( face == 4.0 ) {
			uv = vec2( - direction.x, direction.z ) / abs( direction.y );
		} else {
			uv = vec2( direction.x, direction.y ) / abs( direction.z );
		}
		return 0.5 * ( uv + 1.0 );
	}
	vec3 bilinearCubeUV( sampler2D envMap, vec3 direction, float mipInt ) {
		float face = getFace( direction );
		float filterInt = max( cubeUV_minMipLevel - mipInt, 0.0 );
		mipInt = max( mipInt, cubeUV_minMipLevel );
		float faceSize = exp2( mipInt );
		highp vec2 uv = getUV( direction, face ) * ( faceSize - 2.0 ) + 1.0;
		if ( face > 2.0 ) {
			uv.y += faceSize;
			face -= 3.0;
		}
		uv.x += face * faceSize;
		uv.x += filterInt * 3.0 * cubeUV_minTileSize;
		uv.y += 4.0 * ( exp2( CUBEUV_MAX_MIP ) - faceSize );
		uv.x *= CUBEUV_TEXEL_WIDTH;
		uv.y *= CUBEUV_TEXEL_HEIGHT;
		#ifdef texture2DGradEXT
			return texture2DGradEXT( envMap, uv, vec2( 0.0 ), vec2( 0.0 ) ).rgb;
		#else
			return texture2D( envMap, uv ).rgb;
		#endif
	}
	#define cubeUV_r0 1.0
	#define cubeUV_m0 - 2.0
	#define cubeUV_r1 0.8
	#define cubeUV_m1 - 1.0
	#define cubeUV_r4 0.4
	#define cubeUV_m4 2.0
	#define cubeUV_r5 0.305
	#define cubeUV_m5 3.0
	#define cubeUV_r6 0.21
	#define cubeUV_m6 4.0
	float roughnessToMip( float roughness ) {
		float mip = 0.0;
		if ( roughness >= cubeUV_r1 ) {
			mip = ( cubeUV_r0 - roughness ) * ( cubeUV_m1 - cubeUV_m0 ) / ( cubeUV_r0 - cubeUV_r1 ) + cubeUV_m0;
		} else if ( roughness >= cubeUV_r4 ) {
			mip = ( cubeUV_r1 - roughness ) * ( cubeUV_m4 - cubeUV_m1 ) / ( cubeUV_r1 - cubeUV_r4 ) + cubeUV_m1;
		} else if ( roughness >= cubeUV_r5 ) {
			mip = ( cubeUV_r4 - roughness ) * ( cubeUV_m5 - cubeUV_m4 ) / ( cubeUV_r4 - cubeUV_r5 ) + cubeUV_m4;
		} else if ( roughness >= cubeUV_r6 ) {
			mip = ( cubeUV_r5 - roughness ) * ( cubeUV_m6 - cubeUV_m5 ) / ( cubeUV_r5 - cubeUV_r6 ) + cubeUV_m5;
		} else {
			mip = - 2.0 * log2( 1.16 * roughness );		}
		return mip;
	}
	vec4 textureCubeUV( sampler2D envMap, vec3 sampleDir, float roughness ) {
		float mip = clamp( roughnessToMip( roughness ), cubeUV_m0, CUBEUV_MAX_MIP );
		float mipF = fract( mip );
		float mipInt = floor( mip );
		vec3 color0 = bilinearCubeUV( envMap, sampleDir, mipInt );
		if ( mipF == 0.0 ) {
			return vec4( color0, 1.0 );
		} else {
			vec3 color1 = bilinearCubeUV( envMap, sampleDir, mipInt + 1.0 );
			return vec4( mix( color0, color1, mipF ), 1.0 );
		}
	}
#endif`,r0=`vec3 transformedNormal = objectNormal;
#ifdef USE_TANGENT
	vec3 transformedTangent = objectTangent;
#endif
#ifdef USE_BATCHING
	mat3 bm = mat3( batchingMatrix );
	transformedNormal /= vec3( dot( bm[ 0 ], bm[ 0 ] ), dot( bm[ 1 ], bm[ 1 ] ), dot( bm[ 2 ], bm[ 2 ] ) );
	transformedNormal = bm * transformedNormal;
	#ifdef USE_TANGENT
		transformedTangent = bm * transformedTangent;
	#endif
#endif
#ifdef USE_INSTANCING
	mat3 im = mat3( instanceMatrix );
	transformedNormal /= vec3( dot( im[ 0 ], im[ 0 ] ), dot( im[ 1 ], im[ 1 ] ), dot( im[ 2 ], im[ 2 ] ) );
	transformedNormal = im * transformedNormal;
	#ifdef USE_TANGENT
		transformedTangent = im * transformedTangent;
	#endif
#endif
transformedNormal = normalMatrix * transformedNormal;
#ifdef FLIP_SIDED
	transformedNormal = - transformedNormal;
#endif
#ifdef USE_TANGENT
	transformedTangent = ( modelViewMatrix * vec4( transformedTangent, 0.0 ) ).xyz;
	#ifdef FLIP_SIDED
		transformedTangent = - transformedTangent;
	#endif
#endif`,o0=`#ifdef USE_DISPLACEMENTMAP
	uniform sampler2D displacementMap;
	uniform float displacementScale;
	uniform float displacementBias;
#endif`,a0=`#ifdef USE_DISPLACEMENTMAP
	transformed += normalize( objectNormal ) * ( texture2D( displacementMap, vDisplacementMapUv ).x * displacementScale + displacementBias );
#endif`,l0=`#ifdef USE_EMISSIVEMAP
	vec4 emissiveColor = texture2D( emissiveMap, vEmissiveMapUv );
	#ifdef DECODE_VIDEO_TEXTURE_EMISSIVE
		emissiveColor = sRGBTransferEOTF( emissiveColor );
	#endif
	totalEmissiveRadiance *= emissiveColor.rgb;
#endif`,c0=`#ifdef USE_EMISSIVEMAP
	uniform sampler2D emissiveMap;
#endif`,h0="gl_FragColor = linearToOutputTexel( gl_FragColor );",u0=`vec4 LinearTransferOETF( in vec4 value ) {
	return value;
}
vec4 sRGBTransferEOTF( in vec4 value ) {
	return vec4( mix( pow( value.rgb * 0.9478672986 + vec3( 0.0521327014 ), vec3( 2.4 ) ), value.rgb * 0.0773993808, vec3( lessThanEqual( value.rgb, vec3( 0.04045 ) ) ) ), value.a );
}
vec4 sRGBTransferOETF( in vec4 value ) {
	return vec4( mix( pow( value.rgb, vec3( 0.41666 ) ) * 1.055 - vec3( 0.055 ), value.rgb * 12.92, vec3( lessThanEqual( value.rgb, vec3( 0.0031308 ) ) ) ), value.a );
}`,d0=`#ifdef USE_ENVMAP
	#ifdef ENV_WORLDPOS
		vec3 cameraToFrag;
		if ( isOrthographic ) {
			cameraToFrag = normalize( vec3( - viewMatrix[ 0 ][ 2 ], - viewMatrix[ 1 ][ 2 ], - viewMatrix[ 2 ][ 2 ] ) );
		} else {
			cameraToFrag = normalize( vWorldPosition - cameraPosition );
		}
		vec3 worldNormal = inverseTransformDirection( normal, viewMatrix );
		#ifdef ENVMAP_MODE_REFLECTION
			vec3 reflectVec = reflect( cameraToFrag, worldNormal );
		#else
			vec3 reflectVec = refract( cameraToFrag, worldNormal, refractionRatio );
		#endif
	#else
		vec3 reflectVec = vReflect;
	#endif
	#ifdef ENVMAP_TYPE_CUBE
		vec4 envColor = textureCube( envMap, envMapRotation * vec3( flipEnvMap * reflectVec.x, reflectVec.yz ) );
	#else
		vec4 envColor = vec4( 0.0 );
	#endif
	#ifdef ENVMAP_BLENDING_MULTIPLY
		outgoingLight = mix( outgoingLight, outgoingLight * envColor.xyz, specularStrength * reflectivity );
	#elif defined( ENVMAP_BLENDING_MIX )
		outgoingLight = mix( outgoingLight, envColor.xyz, specularStrength * reflectivity );
	#elif defined( ENVMAP_BLENDING_ADD )
		outgoingLight += envColor.xyz * specularStrength * reflectivity;
	#endif
#endif`,f0=`#ifdef USE_ENVMAP
	uniform float envMapIntensity;
	uniform float flipEnvMap;
	uniform mat3 envMapRotation;
	#ifdef ENVMAP_TYPE_CUBE
		uniform samplerCube envMap;
	#else
		uniform sampler2D envMap;
	#endif
	
#endif`,p0=`#ifdef USE_ENVMAP
	uniform float reflectivity;
	#if defined( USE_BUMPMAP ) || defined( USE_NORMALMAP ) || defined( PHONG ) || defined( LAMBERT )
		#define ENV_WORLDPOS
	#endif
	#ifdef ENV_WORLDPOS
		varying vec3 vWorldPosition;
		uniform float refractionRatio;
	#else
		varying vec3 vReflect;
	#endif
#endif`,m0=`#ifdef USE_ENVMAP
	#if defined( USE_BUMPMAP ) || defined( USE_NORMALMAP ) || defined( PHONG ) || defined( LAMBERT )
		#define ENV_WORLDPOS
	#endif
	#ifdef ENV_WORLDPOS
		
		varying vec3 vWorldPosition;
	#else
		varying vec3 vReflect;
		uniform float refractionRatio;
	#endif
#endif`,g0=`#ifdef USE_ENVMAP
	#ifdef ENV_WORLDPOS
		vWorldPosition = worldPosition.xyz;
	#else
		vec3 cameraToVertex;
		if ( isOrthographic ) {
			cameraToVertex = normalize( vec3( - viewMatrix[ 0 ][ 2 ], - viewMatrix[ 1 ][ 2 ], - viewMatrix[ 2 ][ 2 ] ) );
		} else {
			cameraToVertex = normalize( worldPosition.xyz - cameraPosition );
		}
		vec3 worldNormal = inverseTransformDirection( transformedNormal, viewMatrix );
		#ifdef ENVMAP_MODE_REFLECTION
			vReflect = reflect( cameraToVertex, worldNormal );
		#else
			vReflect = refract( cameraToVertex, worldNormal, refractionRatio );
		#endif
	#endif
#endif`,x0=`#ifdef USE_FOG
	vFogDepth = - mvPosition.z;
#endif`,y0=`#ifdef USE_FOG
	varying float vFogDepth;
#endif`,v0=`#ifdef USE_FOG
	#ifdef FOG_EXP2
		float fogFactor = 1.0 - exp( - fogDensity * fogDensity * vFogDepth * vFogDepth );
	#else
		float fogFactor = smoothstep( fogNear, fogFar, vFogDepth );
	#endif
	gl_FragColor.rgb = mix( gl_FragColor.rgb, fogColor, fogFactor );
#endif`,b0=`#ifdef USE_FOG
	uniform vec3 fogColor;
	varying float vFogDepth;
	#ifdef FOG_EXP2
		uniform float fogDensity;
	#else
		uniform float fogNear;
		uniform float fogFar;
	#endif
#endif`,_0=`#ifdef USE_GRADIENTMAP
	uniform sampler2D gradientMap;
#endif
vec3 getGradientIrradiance( vec3 normal, vec3 lightDirection ) {
	float dotNL = dot( normal, lightDirection );
	vec2 coord = vec2( dotNL * 0.5 + 0.5, 0.0 );
	#ifdef USE_GRADIENTMAP
		return vec3( texture2D( gradientMap, coord ).r );
	#else
		vec2 fw = fwidth( coord ) * 0.5;
		return mix( vec3( 0.7 ), vec3( 1.0 ), smoothstep( 0.7 - fw.x, 0.7 + fw.x, coord.x ) );
	#endif
}`,M0=`#ifdef USE_LIGHTMAP
	uniform sampler2D lightMap;
	uniform float lightMapIntensity;
#endif`,w0=`LambertMaterial material;
material.diffuseColor = diffuseColor.rgb;
material.specularStrength = specularStrength;`,S0=`varying vec3 vViewPosition;
struct LambertMaterial {
	vec3 diffuseColor;
	float specularStrength;
};
void RE_Direct_Lambert( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in LambertMaterial material, inout ReflectedLight reflectedLight ) {
	float dotNL = saturate( dot( geometryNormal, directLight.direction ) );
	vec3 irradiance = dotNL * directLight.color;
	reflectedLight.directDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
void RE_IndirectDiffuse_Lambert( const in vec3 irradiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in LambertMaterial material, inout ReflectedLight reflectedLight ) {
	reflectedLight.indirectDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
#define RE_Direct				RE_Direct_Lambert
#define RE_IndirectDiffuse		RE_IndirectDiffuse_Lambert`,A0=`uniform bool receiveShadow;
uniform vec3 ambientLightColor;
#if defined( USE_LIGHT_PROBES )
	uniform vec3 lightProbe[ 9 ];
#endif
vec3 shGetIrradianceAt( in vec3 normal, in vec3 shCoefficients[ 9 ] ) {
	float x = normal.x, y = normal.y, z = normal.z;
	vec3 result = shCoefficients[ 0 ] * 0.886227;
	result += shCoefficients[ 1 ] * 2.0 * 0.511664 * y;
	result += shCoefficients[ 2 ] * 2.0 * 0.511664 * z;
	result += shCoefficients[ 3 ] * 2.0 * 0.511664 * x;
	result += shCoefficients[ 4 ] * 2.0 * 0.429043 * x * y;
	result += shCoefficients[ 5 ] * 2.0 * 0.429043 * y * z;
	result += shCoefficients[ 6 ] * ( 0.743125 * z * z - 0.247708 );
	result += shCoefficients[ 7 ] * 2.0 * 0.429043 * x * z;
	result += shCoefficients[ 8 ] * 0.429043 * ( x * x - y * y );
	return result;
}
vec3 getLightProbeIrradiance( const in vec3 lightProbe[ 9 ], const in vec3 normal ) {
	vec3 worldNormal = inverseTransformDirection( normal, viewMatrix );
	vec3 irradiance = shGetIrradianceAt( worldNormal, lightProbe );
	return irradiance;
}
vec3 getAmbientLightIrradiance( const in vec3 ambientLightColor ) {
	vec3 irradiance = ambientLightColor;
	return irradiance;
}
float getDistanceAttenuation( const in float lightDistance, const in float cutoffDistance, const in float decayExponent ) {
	float distanceFalloff = 1.0 / max( pow( lightDistance, decayExponent ), 0.01 );
	if ( cutoffDistance > 0.0 ) {
		distanceFalloff *= pow2( saturate( 1.0 - pow4( lightDistance / cutoffDistance ) ) );
	}
	return distanceFalloff;
}
float getSpotAttenuation( const in float coneCosine, const in float penumbraCosine, const in float angleCosine ) {
	return smoothstep( coneCosine, penumbraCosine, angleCosine );
}
#if NUM_DIR_LIGHTS > 0
	struct DirectionalLight {
		vec3 direction;
		vec3 color;
	};
	uniform DirectionalLight directionalLights[ NUM_DIR_LIGHTS ];
	void getDirectionalLightInfo( const in DirectionalLight directionalLight, out IncidentLight light ) {
		light.color = directionalLight.color;
		light.direction = directionalLight.direction;
		light.visible = true;
	}
#endif
#if NUM_POINT_LIGHTS > 0
	struct PointLight {
		vec3 position;
		vec3 color;
		float distance;
		float decay;
	};
	uniform PointLight pointLights[ NUM_POINT_LIGHTS ];
	void getPointLightInfo( const in PointLight pointLight, const in vec3 geometryPosition, out IncidentLight light ) {
		vec3 lVector = pointLight.position - geometryPosition;
		light.direction = normalize( lVector );
		float lightDistance = length( lVector );
		light.color = pointLight.color;
		light.color *= getDistanceAttenuation( lightDistance, pointLight.distance, pointLight.decay );
		light.visible = ( light.color != vec3( 0.0 ) );
	}
#endif
#if NUM_SPOT_LIGHTS > 0
	struct SpotLight {
		vec3 position;
		vec3 direction;
		vec3 color;
		float distance;
		float decay;
		float coneCos;
		float penumbraCos;
	};
	uniform SpotLight spotLights[ NUM_SPOT_LIGHTS ];
	void getSpotLightInfo( const in SpotLight spotLight, const in vec3 geometryPosition, out IncidentLight light ) {
		vec3 lVector = spotLight.position - geometryPosition;
		light.direction = normalize( lVector );
		float angleCos = dot( light.direction, spotLight.direction );
		float spotAttenuation = getSpotAttenuation( spotLight.coneCos, spotLight.penumbraCos, angleCos );
		if ( spotAttenuation > 0.0 ) {
			float lightDistance = length( lVector );
			light.color = spotLight.color * spotAttenuation;
			light.color *= getDistanceAttenuation( lightDistance, spotLight.distance, spotLight.decay );
			light.visible = ( light.color != vec3( 0.0 ) );
		} else {
			light.color = vec3( 0.0 );
			light.visible = false;
		}
	}
#endif
#if NUM_RECT_AREA_LIGHTS > 0
	struct RectAreaLight {
		vec3 color;
		vec3 position;
		vec3 halfWidth;
		vec3 halfHeight;
	};
	uniform sampler2D ltc_1;	uniform sampler2D ltc_2;
	uniform RectAreaLight rectAreaLights[ NUM_RECT_AREA_LIGHTS ];
#endif
#if NUM_HEMI_LIGHTS > 0
	struct HemisphereLight {
		vec3 direction;
		vec3 skyColor;
		vec3 groundColor;
	};
	uniform HemisphereLight hemisphereLights[ NUM_HEMI_LIGHTS ];
	vec3 getHemisphereLightIrradiance( const in HemisphereLight hemiLight, const in vec3 normal ) {
		float dotNL = dot( normal, hemiLight.direction );
		float hemiDiffuseWeight = 0.5 * dotNL + 0.5;
		vec3 irradiance = mix( hemiLight.groundColor, hemiLight.skyColor, hemiDiffuseWeight );
		return irradiance;
	}
#endif`,E0=`#ifdef USE_ENVMAP
	vec3 getIBLIrradiance( const in vec3 normal ) {
		#ifdef ENVMAP_TYPE_CUBE_UV
			vec3 worldNormal = inverseTransformDirection( normal, viewMatrix );
			vec4 envMapColor = textureCubeUV( envMap, envMapRotation * worldNormal, 1.0 );
			return PI * envMapColor.rgb * envMapIntensity;
		#else
			return vec3( 0.0 );
		#endif
	}
	vec3 getIBLRadiance( const in vec3 viewDir, const in vec3 normal, const in float roughness ) {
		#ifdef ENVMAP_TYPE_CUBE_UV
			vec3 reflectVec = reflect( - viewDir, normal );
			reflectVec = normalize( mix( reflectVec, normal, roughness * roughness) );
			reflectVec = inverseTransformDirection( reflectVec, viewMatrix );
			vec4 envMapColor = textureCubeUV( envMap, envMapRotation * reflectVec, roughness );
			return envMapColor.rgb * envMapIntensity;
		#else
			return vec3( 0.0 );
		#endif
	}
	#ifdef USE_ANISOTROPY
		vec3 getIBLAnisotropyRadiance( const in vec3 viewDir, const in vec3 normal, const in float roughness, const in vec3 bitangent, const in float anisotropy ) {
			#ifdef ENVMAP_TYPE_CUBE_UV
				vec3 bentNormal = cross( bitangent, viewDir );
				bentNormal = normalize( cross( bentNormal, bitangent ) );
				bentNormal = normalize( mix( bentNormal, normal, pow2( pow2( 1.0 - anisotropy * ( 1.0 - roughness ) ) ) ) );
				return getIBLRadiance( viewDir, bentNormal, roughness );
			#else
				return vec3( 0.0 );
			#endif
		}
	#endif
#endif`,T0=`ToonMaterial material;
material.diffuseColor = diffuseColor.rgb;`,C0=`varying vec3 vViewPosition;
struct ToonMaterial {
	vec3 diffuseColor;
};
void RE_Direct_Toon( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in ToonMaterial material, inout ReflectedLight reflectedLight ) {
	vec3 irradiance = getGradientIrradiance( geometryNormal, directLight.direction ) * directLight.color;
	reflectedLight.directDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
void RE_IndirectDiffuse_Toon( const in vec3 irradiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in ToonMaterial material, inout ReflectedLight reflectedLight ) {
	reflectedLight.indirectDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
#define RE_Direct				RE_Direct_Toon
#define RE_IndirectDiffuse		RE_IndirectDiffuse_Toon`,R0=`BlinnPhongMaterial material;
material.diffuseColor = diffuseColor.rgb;
material.specularColor = specular;
material.specularShininess = shininess;
material.specularStrength = specularStrength;`,P0=`varying vec3 vViewPosition;
struct BlinnPhongMaterial {
	vec3 diffuseColor;
	vec3 specularColor;
	float specularShininess;
	float specularStrength;
};
void RE_Direct_BlinnPhong( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in BlinnPhongMaterial material, inout ReflectedLight reflectedLight ) {
	float dotNL = saturate( dot( geometryNormal, directLight.direction ) );
	vec3 irradiance = dotNL * directLight.color;
	reflectedLight.directDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
	reflectedLight.directSpecular += irradiance * BRDF_BlinnPhong( directLight.direction, geometryViewDir, geometryNormal, material.specularColor, material.specularShininess ) * material.specularStrength;
}
void RE_IndirectDiffuse_BlinnPhong( const in vec3 irradiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in BlinnPhongMaterial material, inout ReflectedLight reflectedLight ) {
	reflectedLight.indirectDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
#define RE_Direct				RE_Direct_BlinnPhong
#define RE_IndirectDiffuse		RE_IndirectDiffuse_BlinnPhong`,I0=`PhysicalMaterial material;
material.diffuseColor = diffuseColor.rgb * ( 1.0 - metalnessFactor );
vec3 dxy = max( abs( dFdx( nonPerturbedNormal ) ), abs( dFdy( nonPerturbedNormal ) ) );
float geometryRoughness = max( max( dxy.x, dxy.y ), dxy.z );
material.roughness = max( roughnessFactor, 0.0525 );material.roughness += geometryRoughness;
material.roughness = min( material.roughness, 1.0 );
#ifdef IOR
	material.ior = ior;
	#ifdef USE_SPECULAR
		float specularIntensityFactor = specularIntensity;
		vec3 specularColorFactor = specularColor;
		#ifdef USE_SPECULAR_COLORMAP
			specularColorFactor *= texture2D( specularColorMap, vSpecularColorMapUv ).rgb;
		#endif
		#ifdef USE_SPECULAR_INTENSITYMAP
			specularIntensityFactor *= texture2D( specularIntensityMap, vSpecularIntensityMapUv ).a;
		#endif
		material.specularF90 = mix( specularIntensityFactor, 1.0, metalnessFactor );
	#else
		float specularIntensityFactor = 1.0;
		vec3 specularColorFactor = vec3( 1.0 );
		material.specularF90 = 1.0;
	#endif
	material.specularColor = mix( min( pow2( ( material.ior - 1.0 ) / ( material.ior + 1.0 ) ) * specularColorFactor, vec3( 1.0 ) ) * specularIntensityFactor, diffuseColor.rgb, metalnessFactor );
#else
	material.specularColor = mix( vec3( 0.04 ), diffuseColor.rgb, metalnessFactor );
	material.specularF90 = 1.0;
#endif
#ifdef USE_CLEARCOAT
	material.clearcoat = clearcoat;
	material.clearcoatRoughness = clearcoatRoughness;
	material.clearcoatF0 = vec3( 0.04 );
	material.clearcoatF90 = 1.0;
	#ifdef USE_CLEARCOATMAP
		material.clearcoat *= texture2D( clearcoatMap, vClearcoatMapUv ).x;
	#endif
	#ifdef USE_CLEARCOAT_ROUGHNESSMAP
		material.clearcoatRoughness *= texture2D( clearcoatRoughnessMap, vClearcoatRoughnessMapUv ).y;
	#endif
	material.clearcoat = saturate( material.clearcoat );	material.clearcoatRoughness = max( material.clearcoatRoughness, 0.0525 );
	material.clearcoatRoughness += geometryRoughness;
	material.clearcoatRoughness = min( material.clearcoatRoughness, 1.0 );
#endif
#ifdef USE_DISPERSION
	material.dispersion = dispersion;
#endif
#ifdef USE_IRIDESCENCE
	material.iridescence = iridescence;
	material.iridescenceIOR = iridescenceIOR;
	#ifdef USE_IRIDESCENCEMAP
		material.iridescence *= texture2D( iridescenceMap, vIridescenceMapUv ).r;
	#endif
	#ifdef USE_IRIDESCENCE_THICKNESSMAP
		material.iridescenceThickness = (iridescenceThicknessMaximum - iridescenceThicknessMinimum) * texture2D( iridescenceThicknessMap, vIridescenceThicknessMapUv ).g + iridescenceThicknessMinimum;
	#else
		material.iridescenceThickness = iridescenceThicknessMaximum;
	#endif
#endif
#ifdef USE_SHEEN
	material.sheenColor = sheenColor;
	#ifdef USE_SHEEN_COLORMAP
		material.sheenColor *= texture2D( sheenColorMap, vSheenColorMapUv ).rgb;
	#endif
	material.sheenRoughness = clamp( sheenRoughness, 0.07, 1.0 );
	#ifdef USE_SHEEN_ROUGHNESSMAP
		material.sheenRoughness *= texture2D( sheenRoughnessMap, vSheenRoughnessMapUv ).a;
	#endif
#endif
#ifdef USE_ANISOTROPY
	#ifdef USE_ANISOTROPYMAP
		mat2 anisotropyMat = mat2( anisotropyVector.x, anisotropyVector.y, - anisotropyVector.y, anisotropyVector.x );
		vec3 anisotropyPolar = texture2D( anisotropyMap, vAnisotropyMapUv ).rgb;
		vec2 anisotropyV = anisotropyMat * normalize( 2.0 * anisotropyPolar.rg - vec2( 1.0 ) ) * anisotropyPolar.b;
	#else
		vec2 anisotropyV = anisotropyVector;
	#endif
	material.anisotropy = length( anisotropyV );
	if( material.anisotropy == 0.0 ) {
		anisotropyV = vec2( 1.0, 0.0 );
	} else {
		anisotropyV /= material.anisotropy;
		material.anisotropy = saturate( material.anisotropy );
	}
	material.alphaT = mix( pow2( material.roughness ), 1.0, pow2( material.anisotropy ) );
	material.anisotropyT = tbn[ 0 ] * anisotropyV.x + tbn[ 1 ] * anisotropyV.y;
	material.anisotropyB = tbn[ 1 ] * anisotropyV.x - tbn[ 0 ] * anisotropyV.y;
#endif`,L0=`struct PhysicalMaterial {
	vec3 diffuseColor;
	float roughness;
	vec3 specularColor;
	float specularF90;
	float dispersion;
	#ifdef USE_CLEARCOAT
		float clearcoat;
		float clearcoatRoughness;
		vec3 clearcoatF0;
		float clearcoatF90;
	#endif
	#ifdef USE_IRIDESCENCE
		float iridescence;
		float iridescenceIOR;
		float iridescenceThickness;
		vec3 iridescenceFresnel;
		vec3 iridescenceF0;
	#endif
	#ifdef USE_SHEEN
		vec3 sheenColor;
		float sheenRoughness;
	#endif
	#ifdef IOR
		float ior;
	#endif
	#ifdef USE_TRANSMISSION
		float transmission;
		float transmissionAlpha;
		float thickness;
		float attenuationDistance;
		vec3 attenuationColor;
	#endif
	#ifdef USE_ANISOTROPY
		float anisotropy;
		float alphaT;
		vec3 anisotropyT;
		vec3 anisotropyB;
	#endif
};
vec3 clearcoatSpecularDirect = vec3( 0.0 );
vec3 clearcoatSpecularIndirect = vec3( 0.0 );
vec3 sheenSpecularDirect = vec3( 0.0 );
vec3 sheenSpecularIndirect = vec3(0.0 );
vec3 Schlick_to_F0( const in vec3 f, const in float f90, const in float dotVH ) {
    float x = clamp( 1.0 - dotVH, 0.0, 1.0 );
    float x2 = x * x;
    float x5 = clamp( x * x2 * x2, 0.0, 0.9999 );
    return ( f - vec3( f90 ) * x5 ) / ( 1.0 - x5 );
}
float V_GGX_SmithCorrelated( const in float alpha, const in float dotNL, const in float dotNV ) {
	float a2 = pow2( alpha );
	float gv = dotNL * sqrt( a2 + ( 1.0 - a2 ) * pow2( dotNV ) );
	float gl = dotNV * sqrt( a2 + ( 1.0 - a2 ) * pow2( dotNL ) );
	return 0.5 / max( gv + gl, EPSILON );
}
float D_GGX( const in float alpha, const in float dotNH ) {
	float a2 = pow2( alpha );
	float denom = pow2( dotNH ) * ( a2 - 1.0 ) + 1.0;
	return RECIPROCAL_PI * a2 / pow2( denom );
}
#ifdef USE_ANISOTROPY
	float V_GGX_SmithCorrelated_Anisotropic( const in float alphaT, const in float alphaB, const in float dotTV, const in float dotBV, const in float dotTL, const in float dotBL, const in float dotNV, const in float dotNL ) {
		float gv = dotNL * length( vec3( alphaT * dotTV, alphaB * dotBV, dotNV ) );
		float gl = dotNV * length( vec3( alphaT * dotTL, alphaB * dotBL, dotNL ) );
		float v = 0.5 / ( gv + gl );
		return saturate(v);
	}
	float D_GGX_Anisotropic( const in float alphaT, const in float alphaB, const in float dotNH, const in float dotTH, const in float dotBH ) {
		float a2 = alphaT * alphaB;
		highp vec3 v = vec3( alphaB * dotTH, alphaT * dotBH, a2 * dotNH );
		highp float v2 = dot( v, v );
		float w2 = a2 / v2;
		return RECIPROCAL_PI * a2 * pow2 ( w2 );
	}
#endif
#ifdef USE_CLEARCOAT
	vec3 BRDF_GGX_Clearcoat( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, const in PhysicalMaterial material) {
		vec3 f0 = material.clearcoatF0;
		float f90 = material.clearcoatF90;
		float roughness = material.clearcoatRoughness;
		float alpha = pow2( roughness );
		vec3 halfDir = normalize( lightDir + viewDir );
		float dotNL = saturate( dot( normal, lightDir ) );
		float dotNV = saturate( dot( normal, viewDir ) );
		float dotNH = saturate( dot( normal, halfDir ) );
		float dotVH = saturate( dot( viewDir, halfDir ) );
		vec3 F = F_Schlick( f0, f90, dotVH );
		float V = V_GGX_SmithCorrelated( alpha, dotNL, dotNV );
		float D = D_GGX( alpha, dotNH );
		return F * ( V * D );
	}
#endif
vec3 BRDF_GGX( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, const in PhysicalMaterial material ) {
	vec3 f0 = material.specularColor;
	float f90 = material.specularF90;
	float roughness = material.roughness;
	float alpha = pow2( roughness );
	vec3 halfDir = normalize( lightDir + viewDir );
	float dotNL = saturate( dot( normal, lightDir ) );
	float dotNV = saturate( dot( normal, viewDir ) );
	float dotNH = saturate( dot( normal, halfDir ) );
	float dotVH = saturate( dot( viewDir, halfDir ) );
	vec3 F = F_Schlick( f0, f90, dotVH );
	#ifdef USE_IRIDESCENCE
		F = mix( F, material.iridescenceFresnel, material.iridescence );
	#endif
	#ifdef USE_ANISOTROPY
		float dotTL = dot( material.anisotropyT, lightDir );
		float dotTV = dot( material.anisotropyT, viewDir );
		float dotTH = dot( material.anisotropyT, halfDir );
		float dotBL = dot( material.anisotropyB, lightDir );
		float dotBV = dot( material.anisotropyB, viewDir );
		float dotBH = dot( material.anisotropyB, halfDir );
		float V = V_GGX_SmithCorrelated_Anisotropic( material.alphaT, alpha, dotTV, dotBV, dotTL, dotBL, dotNV, dotNL );
		float D = D_GGX_Anisotropic( material.alphaT, alpha, dotNH, dotTH, dotBH );
	#else
		float V = V_GGX_SmithCorrelated( alpha, dotNL, dotNV );
		float D = D_GGX( alpha, dotNH );
	#endif
	return F * ( V * D );
}
vec2 LTC_Uv( const in vec3 N, const in vec3 V, const in float roughness ) {
	const float LUT_SIZE = 64.0;
	const float LUT_SCALE = ( LUT_SIZE - 1.0 ) / LUT_SIZE;
	const float LUT_BIAS = 0.5 / LUT_SIZE;
	float dotNV = saturate( dot( N, V ) );
	vec2 uv = vec2( roughness, sqrt( 1.0 - dotNV ) );
	uv = uv * LUT_SCALE + LUT_BIAS;
	return uv;
}
float LTC_ClippedSphereFormFactor( const in vec3 f ) {
	float l = length( f );
	return max( ( l * l + f.z ) / ( l + 1.0 ), 0.0 );
}
vec3 LTC_EdgeVectorFormFactor( const in vec3 v1, const in vec3 v2 ) {
	float x = dot( v1, v2 );
	float y = abs( x );
	float a = 0.8543985 + ( 0.4965155 + 0.0145206 * y ) * y;
	float b = 3.4175940 + ( 4.1616724 + y ) * y;
	float v = a / b;
	float theta_sintheta = ( x > 0.0 ) ? v : 0.5 * inversesqrt( max( 1.0 - x * x, 1e-7 ) ) - v;
	return cross( v1, v2 ) * theta_sintheta;
}
vec3 LTC_Evaluate( const in vec3 N, const in vec3 V, const in vec3 P, const in mat3 mInv, const in vec3 rectCoords[ 4 ] ) {
	vec3 v1 = rectCoords[ 1 ] - rectCoords[ 0 ];
	vec3 v2 = rectCoords[ 3 ] - rectCoords[ 0 ];
	vec3 lightNormal = cross( v1, v2 );
	if( dot( lightNormal, P - rectCoords[ 0 ] ) < 0.0 ) return vec3( 0.0 );
	vec3 T1, T2;
	T1 = normalize( V - N * dot( V, N ) );
	T2 = - cross( N, T1 );
	mat3 mat = mInv * transposeMat3( mat3( T1, T2, N ) );
	vec3 coords[ 4 ];
	coords[ 0 ] = mat * ( rectCoords[ 0 ] - P );
	coords[ 1 ] = mat * ( rectCoords[ 1 ] - P );
	coords[ 2 ] = mat * ( rectCoords[ 2 ] - P );
	coords[ 3 ] = mat * ( rectCoords[ 3 ] - P );
	coords[ 0 ] = normalize( coords[ 0 ] );
	coords[ 1 ] = normalize( coords[ 1 ] );
	coords[ 2 ] = normalize( coords[ 2 ] );
	coords[ 3 ] = normalize( coords[ 3 ] );
	vec3 vectorFormFactor = vec3( 0.0 );
	vectorFormFactor += LTC_EdgeVectorFormFactor( coords[ 0 ], coords[ 1 ] );
	vectorFormFactor += LTC_EdgeVectorFormFactor( coords[ 1 ], coords[ 2 ] );
	vectorFormFactor += LTC_EdgeVectorFormFactor( coords[ 2 ], coords[ 3 ] );
	vectorFormFactor += LTC_EdgeVectorFormFactor( coords[ 3 ], coords[ 0 ] );
	float result = LTC_ClippedSphereFormFactor( vectorFormFactor );
	return vec3( result );
}
#if defined( USE_SHEEN )
float D_Charlie( float roughness, float dotNH ) {
	float alpha = pow2( roughness );
	float invAlpha = 1.0 / alpha;
	float cos2h = dotNH * dotNH;
	float sin2h = max( 1.0 - cos2h, 0.0078125 );
	return ( 2.0 + invAlpha ) * pow( sin2h, invAlpha * 0.5 ) / ( 2.0 * PI );
}
float V_Neubelt( float dotNV, float dotNL ) {
	return saturate( 1.0 / ( 4.0 * ( dotNL + dotNV - dotNL * dotNV ) ) );
}
vec3 BRDF_Sheen( const in vec3 lightDir, const in vec3 viewDir, const in vec3 normal, vec3 sheenColor, const in float sheenRoughness ) {
	vec3 halfDir = normalize( lightDir + viewDir );
	float dotNL = saturate( dot( normal, lightDir ) );
	float dotNV = saturate( dot( normal, viewDir ) );
	float dotNH = saturate( dot( normal, halfDir ) );
	float D = D_Charlie( sheenRoughness, dotNH );
	float V = V_Neubelt( dotNV, dotNL );
	return sheenColor * ( D * V );
}
#endif
float IBLSheenBRDF( const in vec3 normal, const in vec3 viewDir, const in float roughness ) {
	float dotNV = saturate( dot( normal, viewDir ) );
	float r2 = roughness * roughness;
	float a = roughness < 0.25 ? -339.2 * r2 + 161.4 * roughness - 25.9 : -8.48 * r2 + 14.3 * roughness - 9.95;
	float b = roughness < 0.25 ? 44.0 * r2 - 23.7 * roughness + 3.26 : 1.97 * r2 - 3.27 * roughness + 0.72;
	float DG = exp( a * dotNV + b ) + ( roughness < 0.25 ? 0.0 : 0.1 * ( roughness - 0.25 ) );
	return saturate( DG * RECIPROCAL_PI );
}
vec2 DFGApprox( const in vec3 normal, const in vec3 viewDir, const in float roughness ) {
	float dotNV = saturate( dot( normal, viewDir ) );
	const vec4 c0 = vec4( - 1, - 0.0275, - 0.572, 0.022 );
	const vec4 c1 = vec4( 1, 0.0425, 1.04, - 0.04 );
	vec4 r = roughness * c0 + c1;
	float a004 = min( r.x * r.x, exp2( - 9.28 * dotNV ) ) * r.x + r.y;
	vec2 fab = vec2( - 1.04, 1.04 ) * a004 + r.zw;
	return fab;
}
vec3 EnvironmentBRDF( const in vec3 normal, const in vec3 viewDir, const in vec3 specularColor, const in float specularF90, const in float roughness ) {
	vec2 fab = DFGApprox( normal, viewDir, roughness );
	return specularColor * fab.x + specularF90 * fab.y;
}
#ifdef USE_IRIDESCENCE
void computeMultiscatteringIridescence( const in vec3 normal, const in vec3 viewDir, const in vec3 specularColor, const in float specularF90, const in float iridescence, const in vec3 iridescenceF0, const in float roughness, inout vec3 singleScatter, inout vec3 multiScatter ) {
#else
void computeMultiscattering( const in vec3 normal, const in vec3 viewDir, const in vec3 specularColor, const in float specularF90, const in float roughness, inout vec3 singleScatter, inout vec3 multiScatter ) {
#endif
	vec2 fab = DFGApprox( normal, viewDir, roughness );
	#ifdef USE_IRIDESCENCE
		vec3 Fr = mix( specularColor, iridescenceF0, iridescence );
	#else
		vec3 Fr = specularColor;
	#endif
	vec3 FssEss = Fr * fab.x + specularF90 * fab.y;
	float Ess = fab.x + fab.y;
	float Ems = 1.0 - Ess;
	vec3 Favg = Fr + ( 1.0 - Fr ) * 0.047619;	vec3 Fms = FssEss * Favg / ( 1.0 - Ems * Favg );
	singleScatter += FssEss;
	multiScatter += Fms * Ems;
}
#if NUM_RECT_AREA_LIGHTS > 0
	void RE_Direct_RectArea_Physical( const in RectAreaLight rectAreaLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight ) {
		vec3 normal = geometryNormal;
		vec3 viewDir = geometryViewDir;
		vec3 position = geometryPosition;
		vec3 lightPos = rectAreaLight.position;
		vec3 halfWidth = rectAreaLight.halfWidth;
		vec3 halfHeight = rectAreaLight.halfHeight;
		vec3 lightColor = rectAreaLight.color;
		float roughness = material.roughness;
		vec3 rectCoords[ 4 ];
		rectCoords[ 0 ] = lightPos + halfWidth - halfHeight;		rectCoords[ 1 ] = lightPos - halfWidth - halfHeight;
		rectCoords[ 2 ] = lightPos - halfWidth + halfHeight;
		rectCoords[ 3 ] = lightPos + halfWidth + halfHeight;
		vec2 uv = LTC_Uv( normal, viewDir, roughness );
		vec4 t1 = texture2D( ltc_1, uv );
		vec4 t2 = texture2D( ltc_2, uv );
		mat3 mInv = mat3(
			vec3( t1.x, 0, t1.y ),
			vec3(    0, 1,    0 ),
			vec3( t1.z, 0, t1.w )
		);
		vec3 fresnel = ( material.specularColor * t2.x + ( vec3( 1.0 ) - material.specularColor ) * t2.y );
		reflectedLight.directSpecular += lightColor * fresnel * LTC_Evaluate( normal, viewDir, position, mInv, rectCoords );
		reflectedLight.directDiffuse += lightColor * material.diffuseColor * LTC_Evaluate( normal, viewDir, position, mat3( 1.0 ), rectCoords );
	}
#endif
void RE_Direct_Physical( const in IncidentLight directLight, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight ) {
	float dotNL = saturate( dot( geometryNormal, directLight.direction ) );
	vec3 irradiance = dotNL * directLight.color;
	#ifdef USE_CLEARCOAT
		float dotNLcc = saturate( dot( geometryClearcoatNormal, directLight.direction ) );
		vec3 ccIrradiance = dotNLcc * directLight.color;
		clearcoatSpecularDirect += ccIrradiance * BRDF_GGX_Clearcoat( directLight.direction, geometryViewDir, geometryClearcoatNormal, material );
	#endif
	#ifdef USE_SHEEN
		sheenSpecularDirect += irradiance * BRDF_Sheen( directLight.direction, geometryViewDir, geometryNormal, material.sheenColor, material.sheenRoughness );
	#endif
	reflectedLight.directSpecular += irradiance * BRDF_GGX( directLight.direction, geometryViewDir, geometryNormal, material );
	reflectedLight.directDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
void RE_IndirectDiffuse_Physical( const in vec3 irradiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight ) {
	reflectedLight.indirectDiffuse += irradiance * BRDF_Lambert( material.diffuseColor );
}
void RE_IndirectSpecular_Physical( const in vec3 radiance, const in vec3 irradiance, const in vec3 clearcoatRadiance, const in vec3 geometryPosition, const in vec3 geometryNormal, const in vec3 geometryViewDir, const in vec3 geometryClearcoatNormal, const in PhysicalMaterial material, inout ReflectedLight reflectedLight) {
	#ifdef USE_CLEARCOAT
		clearcoatSpecularIndirect += clearcoatRadiance * EnvironmentBRDF( geometryClearcoatNormal, geometryViewDir, material.clearcoatF0, material.clearcoatF90, material.clearcoatRoughness );
	#endif
	#ifdef USE_SHEEN
		sheenSpecularIndirect += irradiance * material.sheenColor * IBLSheenBRDF( geometryNormal, geometryViewDir, material.sheenRoughness );
	#endif
	vec3 singleScattering = vec3( 0.0 );
	vec3 multiScattering = vec3( 0.0 );
	vec3 cosineWeightedIrradiance = irradiance * RECIPROCAL_PI;
	#ifdef USE_IRIDESCENCE
		computeMultiscatteringIridescence( geometryNormal, geometryViewDir, material.specularColor, material.specularF90, material.iridescence, material.iridescenceFresnel, material.roughness, singleScattering, multiScattering );
	#else
		computeMultiscattering( geometryNormal, geometryViewDir, material.specularColor, material.specularF90, material.roughness, singleScattering, multiScattering );
	#endif
	vec3 totalScattering = singleScattering + multiScattering;
	vec3 diffuse = material.diffuseColor * ( 1.0 - max( max( totalScattering.r, totalScattering.g ), totalScattering.b ) );
	reflectedLight.indirectSpecular += radiance * singleScattering;
	reflectedLight.indirectSpecular += multiScattering * cosineWeightedIrradiance;
	reflectedLight.indirectDiffuse += diffuse * cosineWeightedIrradiance;
}
#define RE_Direct				RE_Direct_Physical
#define RE_Direct_RectArea		RE_Direct_RectArea_Physical
#define RE_IndirectDiffuse		RE_IndirectDiffuse_Physical
#define RE_IndirectSpecular		RE_IndirectSpecular_Physical
float computeSpecularOcclusion( const in float dotNV, const in float ambientOcclusion, const in float roughness ) {
	return saturate( pow( dotNV + ambientOcclusion, exp2( - 16.0 * roughness - 1.0 ) ) - 1.0 + ambientOcclusion );
}`,D0=`
vec3 geometryPosition = - vViewPosition;
vec3 geometryNormal = normal;
vec3 geometryViewDir = ( isOrthographic ) ? vec3( 0, 0, 1 ) : normalize( vViewPosition );
vec3 geometryClearcoatNormal = vec3( 0.0 );
#ifdef USE_CLEARCOAT
	geometryClearcoatNormal = clearcoatNormal;
#endif
#ifdef USE_IRIDESCENCE
	float dotNVi = saturate( dot( normal, geometryViewDir ) );
	if ( material.iridescenceThickness == 0.0 ) {
		material.iridescence = 0.0;
	} else {
		material.iridescence = saturate( material.iridescence );
	}
	if ( material.iridescence > 0.0 ) {
		material.iridescenceFresnel = evalIridescence( 1.0, material.iridescenceIOR, dotNVi, material.iridescenceThickness, material.specularColor );
		material.iridescenceF0 = Schlick_to_F0( material.iridescenceFresnel, 1.0, dotNVi );
	}
#endif
IncidentLight directLight;
#if ( NUM_POINT_LIGHTS > 0 ) && defined( RE_Direct )
	PointLight pointLight;
	#if defined( USE_SHADOWMAP ) && NUM_POINT_LIGHT_SHADOWS > 0
	PointLightShadow pointLightShadow;
	#endif
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_POINT_LIGHTS; i ++ ) {
		pointLight = pointLights[ i ];
		getPointLightInfo( pointLight, geometryPosition, directLight );
		#if defined( USE_SHADOWMAP ) && ( UNROLLED_LOOP_INDEX < NUM_POINT_LIGHT_SHADOWS )
		pointLightShadow = pointLightShadows[ i ];
		directLight.color *= ( directLight.visible && receiveShadow ) ? getPointShadow( pointShadowMap[ i ], pointLightShadow.shadowMapSize, pointLightShadow.shadowIntensity, pointLightShadow.shadowBias, pointLightShadow.shadowRadius, vPointShadowCoord[ i ], pointLightShadow.shadowCameraNear, pointLightShadow.shadowCameraFar ) : 1.0;
		#endif
		RE_Direct( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if ( NUM_SPOT_LIGHTS > 0 ) && defined( RE_Direct )
	SpotLight spotLight;
	vec4 spotColor;
	vec3 spotLightCoord;
	bool inSpotLightMap;
	#if defined( USE_SHADOWMAP ) && NUM_SPOT_LIGHT_SHADOWS > 0
	SpotLightShadow spotLightShadow;
	#endif
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SPOT_LIGHTS; i ++ ) {
		spotLight = spotLights[ i ];
		getSpotLightInfo( spotLight, geometryPosition, directLight );
		#if ( UNROLLED_LOOP_INDEX < NUM_SPOT_LIGHT_SHADOWS_WITH_MAPS )
		#define SPOT_LIGHT_MAP_INDEX UNROLLED_LOOP_INDEX
		#elif ( UNROLLED_LOOP_INDEX < NUM_SPOT_LIGHT_SHADOWS )
		#define SPOT_LIGHT_MAP_INDEX NUM_SPOT_LIGHT_MAPS
		#else
		#define SPOT_LIGHT_MAP_INDEX ( UNROLLED_LOOP_INDEX - NUM_SPOT_LIGHT_SHADOWS + NUM_SPOT_LIGHT_SHADOWS_WITH_MAPS )
		#endif
		#if ( SPOT_LIGHT_MAP_INDEX < NUM_SPOT_LIGHT_MAPS )
			spotLightCoord = vSpotLightCoord[ i ].xyz / vSpotLightCoord[ i ].w;
			inSpotLightMap = all( lessThan( abs( spotLightCoord * 2. - 1. ), vec3( 1.0 ) ) );
			spotColor = texture2D( spotLightMap[ SPOT_LIGHT_MAP_INDEX ], spotLightCoord.xy );
			directLight.color = inSpotLightMap ? directLight.color * spotColor.rgb : directLight.color;
		#endif
		#undef SPOT_LIGHT_MAP_INDEX
		#if defined( USE_SHADOWMAP ) && ( UNROLLED_LOOP_INDEX < NUM_SPOT_LIGHT_SHADOWS )
		spotLightShadow = spotLightShadows[ i ];
		directLight.color *= ( directLight.visible && receiveShadow ) ? getShadow( spotShadowMap[ i ], spotLightShadow.shadowMapSize, spotLightShadow.shadowIntensity, spotLightShadow.shadowBias, spotLightShadow.shadowRadius, vSpotLightCoord[ i ] ) : 1.0;
		#endif
		RE_Direct( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if ( NUM_DIR_LIGHTS > 0 ) && defined( RE_Direct )
	DirectionalLight directionalLight;
	#if defined( USE_SHADOWMAP ) && NUM_DIR_LIGHT_SHADOWS > 0
	DirectionalLightShadow directionalLightShadow;
	#endif
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_DIR_LIGHTS; i ++ ) {
		directionalLight = directionalLights[ i ];
		getDirectionalLightInfo( directionalLight, directLight );
		#if defined( USE_SHADOWMAP ) && ( UNROLLED_LOOP_INDEX < NUM_DIR_LIGHT_SHADOWS )
		directionalLightShadow = directionalLightShadows[ i ];
		directLight.color *= ( directLight.visible && receiveShadow ) ? getShadow( directionalShadowMap[ i ], directionalLightShadow.shadowMapSize, directionalLightShadow.shadowIntensity, directionalLightShadow.shadowBias, directionalLightShadow.shadowRadius, vDirectionalShadowCoord[ i ] ) : 1.0;
		#endif
		RE_Direct( directLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if ( NUM_RECT_AREA_LIGHTS > 0 ) && defined( RE_Direct_RectArea )
	RectAreaLight rectAreaLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_RECT_AREA_LIGHTS; i ++ ) {
		rectAreaLight = rectAreaLights[ i ];
		RE_Direct_RectArea( rectAreaLight, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
	}
	#pragma unroll_loop_end
#endif
#if defined( RE_IndirectDiffuse )
	vec3 iblIrradiance = vec3( 0.0 );
	vec3 irradiance = getAmbientLightIrradiance( ambientLightColor );
	#if defined( USE_LIGHT_PROBES )
		irradiance += getLightProbeIrradiance( lightProbe, geometryNormal );
	#endif
	#if ( NUM_HEMI_LIGHTS > 0 )
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_HEMI_LIGHTS; i ++ ) {
			irradiance += getHemisphereLightIrradiance( hemisphereLights[ i ], geometryNormal );
		}
		#pragma unroll_loop_end
	#endif
#endif
#if defined( RE_IndirectSpecular )
	vec3 radiance = vec3( 0.0 );
	vec3 clearcoatRadiance = vec3( 0.0 );
#endif`,N0=`#if defined( RE_IndirectDiffuse )
	#ifdef USE_LIGHTMAP
		vec4 lightMapTexel = texture2D( lightMap, vLightMapUv );
		vec3 lightMapIrradiance = lightMapTexel.rgb * lightMapIntensity;
		irradiance += lightMapIrradiance;
	#endif
	#if defined( USE_ENVMAP ) && defined( STANDARD ) && defined( ENVMAP_TYPE_CUBE_UV )
		iblIrradiance += getIBLIrradiance( geometryNormal );
	#endif
#endif
#if defined( USE_ENVMAP ) && defined( RE_IndirectSpecular )
	#ifdef USE_ANISOTROPY
		radiance += getIBLAnisotropyRadiance( geometryViewDir, geometryNormal, material.roughness, material.anisotropyB, material.anisotropy );
	#else
		radiance += getIBLRadiance( geometryViewDir, geometryNormal, material.roughness );
	#endif
	#ifdef USE_CLEARCOAT
		clearcoatRadiance += getIBLRadiance( geometryViewDir, geometryClearcoatNormal, material.clearcoatRoughness );
	#endif
#endif`,U0=`#if defined( RE_IndirectDiffuse )
	RE_IndirectDiffuse( irradiance, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
#endif
#if defined( RE_IndirectSpecular )
	RE_IndirectSpecular( radiance, iblIrradiance, clearcoatRadiance, geometryPosition, geometryNormal, geometryViewDir, geometryClearcoatNormal, material, reflectedLight );
#endif`,F0=`#if defined( USE_LOGDEPTHBUF )
	gl_FragDepth = vIsPerspective == 0.0 ? gl_FragCoord.z : log2( vFragDepth ) * logDepthBufFC * 0.5;
#endif`,O0=`#if defined( USE_LOGDEPTHBUF )
	uniform float logDepthBufFC;
	varying float vFragDepth;
	varying float vIsPerspective;
#endif`,k0=`#ifdef USE_LOGDEPTHBUF
	varying float vFragDepth;
	varying float vIsPerspective;
#endif`,B0=`#ifdef USE_LOGDEPTHBUF
	vFragDepth = 1.0 + gl_Position.w;
	vIsPerspective = float( isPerspectiveMatrix( projectionMatrix ) );
#endif`,z0=`#ifdef USE_MAP
	vec4 sampledDiffuseColor = texture2D( map, vMapUv );
	#ifdef DECODE_VIDEO_TEXTURE
		sampledDiffuseColor = sRGBTransferEOTF( sampledDiffuseColor );
	#endif
	diffuseColor *= sampledDiffuseColor;
#endif`,H0=`#ifdef USE_MAP
	uniform sampler2D map;
#endif`,V0=`#if defined( USE_MAP ) || defined( USE_ALPHAMAP )
	#if defined( USE_POINTS_UV )
		vec2 uv = vUv;
	#else
		vec2 uv = ( uvTransform * vec3( gl_PointCoord.x, 1.0 - gl_PointCoord.y, 1 ) ).xy;
	#endif
#endif
#ifdef USE_MAP
	diffuseColor *= texture2D( map, uv );
#endif
#ifdef USE_ALPHAMAP
	diffuseColor.a *= texture2D( alphaMap, uv ).g;
#endif`,G0=`#if defined( USE_POINTS_UV )
	varying vec2 vUv;
#else
	#if defined( USE_MAP ) || defined( USE_ALPHAMAP )
		uniform mat3 uvTransform;
	#endif
#endif
#ifdef USE_MAP
	uniform sampler2D map;
#endif
#ifdef USE_ALPHAMAP
	uniform sampler2D alphaMap;
#endif`,W0=`float metalnessFactor = metalness;
#ifdef USE_METALNESSMAP
	vec4 texelMetalness = texture2D( metalnessMap, vMetalnessMapUv );
	metalnessFactor *= texelMetalness.b;
#endif`,$0=`#ifdef USE_METALNESSMAP
	uniform sampler2D metalnessMap;
#endif`,X0=`#ifdef USE_INSTANCING_MORPH
	float morphTargetInfluences[ MORPHTARGETS_COUNT ];
	float morphTargetBaseInfluence = texelFetch( morphTexture, ivec2( 0, gl_InstanceID ), 0 ).r;
	for ( int i = 0; i < MORPHTARGETS_COUNT; i ++ ) {
		morphTargetInfluences[i] =  texelFetch( morphTexture, ivec2( i + 1, gl_InstanceID ), 0 ).r;
	}
#endif`,q0=`#if defined( USE_MORPHCOLORS )
	vColor *= morphTargetBaseInfluence;
	for ( int i = 0; i < MORPHTARGETS_COUNT; i ++ ) {
		#if defined( USE_COLOR_ALPHA )
			if ( morphTargetInfluences[ i ] != 0.0 ) vColor += getMorph( gl_VertexID, i, 2 ) * morphTargetInfluences[ i ];
		#elif defined( USE_COLOR )
			if ( morphTargetInfluences[ i ] != 0.0 ) vColor += getMorph( gl_VertexID, i, 2 ).rgb * morphTargetInfluences[ i ];
		#endif
	}
#endif`,Y0=`#ifdef USE_MORPHNORMALS
	objectNormal *= morphTargetBaseInfluence;
	for ( int i = 0; i < MORPHTARGETS_COUNT; i ++ ) {
		if ( morphTargetInfluences[ i ] != 0.0 ) objectNormal += getMorph( gl_VertexID, i, 1 ).xyz * morphTargetInfluences[ i ];
	}
#endif`,Z0=`#ifdef USE_MORPHTARGETS
	#ifndef USE_INSTANCING_MORPH
		uniform float morphTargetBaseInfluence;
		uniform float morphTargetInfluences[ MORPHTARGETS_COUNT ];
	#endif
	uniform sampler2DArray morphTargetsTexture;
	uniform ivec2 morphTargetsTextureSize;
	vec4 getMorph( const in int vertexIndex, const in int morphTargetIndex, const in int offset ) {
		int texelIndex = vertexIndex * MORPHTARGETS_TEXTURE_STRIDE + offset;
		int y = texelIndex / morphTargetsTextureSize.x;
		int x = texelIndex - y * morphTargetsTextureSize.x;
		ivec3 morphUV = ivec3( x, y, morphTargetIndex );
		return texelFetch( morphTargetsTexture, morphUV, 0 );
	}
#endif`,j0=`#ifdef USE_MORPHTARGETS
	transformed *= morphTargetBaseInfluence;
	for ( int i = 0; i < MORPHTARGETS_COUNT; i ++ ) {
		if ( morphTargetInfluences[ i ] != 0.0 ) transformed += getMorph( gl_VertexID, i, 0 ).xyz * morphTargetInfluences[ i ];
	}
#endif`,K0=`float faceDirection = gl_FrontFacing ? 1.0 : - 1.0;
#ifdef FLAT_SHADED
	vec3 fdx = dFdx( vViewPosition );
	vec3 fdy = dFdy( vViewPosition );
	vec3 normal = normalize( cross( fdx, fdy ) );
#else
	vec3 normal = normalize( vNormal );
	#ifdef DOUBLE_SIDED
		normal *= faceDirection;
	#endif
#endif
#if defined( USE_NORMALMAP_TANGENTSPACE ) || defined( USE_CLEARCOAT_NORMALMAP ) || defined( USE_ANISOTROPY )
	#ifdef USE_TANGENT
		mat3 tbn = mat3( normalize( vTangent ), normalize( vBitangent ), normal );
	#else
		mat3 tbn = getTangentFrame( - vViewPosition, normal,
		#if defined( USE_NORMALMAP )
			vNormalMapUv
		#elif defined( USE_CLEARCOAT_NORMALMAP )
			vClearcoatNormalMapUv
		#else
			vUv
		#endif
		);
	#endif
	#if defined( DOUBLE_SIDED ) && ! defined( FLAT_SHADED )
		tbn[0] *= faceDirection;
		tbn[1] *= faceDirection;
	#endif
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	#ifdef USE_TANGENT
		mat3 tbn2 = mat3( normalize( vTangent ), normalize( vBitangent ), normal );
	#else
		mat3 tbn2 = getTangentFrame( - vViewPosition, normal, vClearcoatNormalMapUv );
	#endif
	#if defined( DOUBLE_SIDED ) && ! defined( FLAT_SHADED )
		tbn2[0] *= faceDirection;
		tbn2[1] *= faceDirection;
	#endif
#endif
vec3 nonPerturbedNormal = normal;`,J0=`#ifdef USE_NORMALMAP_OBJECTSPACE
	normal = texture2D( normalMap, vNormalMapUv ).xyz * 2.0 - 1.0;
	#ifdef FLIP_SIDED
		normal = - normal;
	#endif
	#ifdef DOUBLE_SIDED
		normal = normal * faceDirection;
	#endif
	normal = normalize( normalMatrix * normal );
#elif defined( USE_NORMALMAP_TANGENTSPACE )
	vec3 mapN = texture2D( normalMap, vNormalMapUv ).xyz * 2.0 - 1.0;
	mapN.xy *= normalScale;
	normal = normalize( tbn * mapN );
#elif defined( USE_BUMPMAP )
	normal = perturbNormalArb( - vViewPosition, normal, dHdxy_fwd(), faceDirection );
#endif`,Q0=`#ifndef FLAT_SHADED
	varying vec3 vNormal;
	#ifdef USE_TANGENT
		varying vec3 vTangent;
		varying vec3 vBitangent;
	#endif
#endif`,tx=`#ifndef FLAT_SHADED
	varying vec3 vNormal;
	#ifdef USE_TANGENT
		varying vec3 vTangent;
		varying vec3 vBitangent;
	#endif
#endif`,ex=`#ifndef FLAT_SHADED
	vNormal = normalize( transformedNormal );
	#ifdef USE_TANGENT
		vTangent = normalize( transformedTangent );
		vBitangent = normalize( cross( vNormal, vTangent ) * tangent.w );
	#endif
#endif`,nx=`#ifdef USE_NORMALMAP
	uniform sampler2D normalMap;
	uniform vec2 normalScale;
#endif
#ifdef USE_NORMALMAP_OBJECTSPACE
	uniform mat3 normalMatrix;
#endif
#if ! defined ( USE_TANGENT ) && ( defined ( USE_NORMALMAP_TANGENTSPACE ) || defined ( USE_CLEARCOAT_NORMALMAP ) || defined( USE_ANISOTROPY ) )
	mat3 getTangentFrame( vec3 eye_pos, vec3 surf_norm, vec2 uv ) {
		vec3 q0 = dFdx( eye_pos.xyz );
		vec3 q1 = dFdy( eye_pos.xyz );
		vec2 st0 = dFdx( uv.st );
		vec2 st1 = dFdy( uv.st );
		vec3 N = surf_norm;
		vec3 q1perp = cross( q1, N );
		vec3 q0perp = cross( N, q0 );
		vec3 T = q1perp * st0.x + q0perp * st1.x;
		vec3 B = q1perp * st0.y + q0perp * st1.y;
		float det = max( dot( T, T ), dot( B, B ) );
		float scale = ( det == 0.0 ) ? 0.0 : inversesqrt( det );
		return mat3( T * scale, B * scale, N );
	}
#endif`,ix=`#ifdef USE_CLEARCOAT
	vec3 clearcoatNormal = nonPerturbedNormal;
#endif`,sx=`#ifdef USE_CLEARCOAT_NORMALMAP
	vec3 clearcoatMapN = texture2D( clearcoatNormalMap, vClearcoatNormalMapUv ).xyz * 2.0 - 1.0;
	clearcoatMapN.xy *= clearcoatNormalScale;
	clearcoatNormal = normalize( tbn2 * clearcoatMapN );
#endif`,rx=`#ifdef USE_CLEARCOATMAP
	uniform sampler2D clearcoatMap;
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	uniform sampler2D clearcoatNormalMap;
	uniform vec2 clearcoatNormalScale;
#endif
#ifdef USE_CLEARCOAT_ROUGHNESSMAP
	uniform sampler2D clearcoatRoughnessMap;
#endif`,ox=`#ifdef USE_IRIDESCENCEMAP
	uniform sampler2D iridescenceMap;
#endif
#ifdef USE_IRIDESCENCE_THICKNESSMAP
	uniform sampler2D iridescenceThicknessMap;
#endif`,ax=`#ifdef OPAQUE
diffuseColor.a = 1.0;
#endif
#ifdef USE_TRANSMISSION
diffuseColor.a *= material.transmissionAlpha;
#endif
gl_FragColor = vec4( outgoingLight, diffuseColor.a );`,lx=`vec3 packNormalToRGB( const in vec3 normal ) {
	return normalize( normal ) * 0.5 + 0.5;
}
vec3 unpackRGBToNormal( const in vec3 rgb ) {
	return 2.0 * rgb.xyz - 1.0;
}
const float PackUpscale = 256. / 255.;const float UnpackDownscale = 255. / 256.;const float ShiftRight8 = 1. / 256.;
const float Inv255 = 1. / 255.;
const vec4 PackFactors = vec4( 1.0, 256.0, 256.0 * 256.0, 256.0 * 256.0 * 256.0 );
const vec2 UnpackFactors2 = vec2( UnpackDownscale, 1.0 / PackFactors.g );
const vec3 UnpackFactors3 = vec3( UnpackDownscale / PackFactors.rg, 1.0 / PackFactors.b );
const vec4 UnpackFactors4 = vec4( UnpackDownscale / PackFactors.rgb, 1.0 / PackFactors.a );
vec4 packDepthToRGBA( const in float v ) {
	if( v <= 0.0 )
		return vec4( 0., 0., 0., 0. );
	if( v >= 1.0 )
		return vec4( 1., 1., 1., 1. );
	float vuf;
	float af = modf( v * PackFactors.a, vuf );
	float bf = modf( vuf * ShiftRight8, vuf );
	float gf = modf( vuf * ShiftRight8, vuf );
	return vec4( vuf * Inv255, gf * PackUpscale, bf * PackUpscale, af );
}
vec3 packDepthToRGB( const in float v ) {
	if( v <= 0.0 )
		return vec3( 0., 0., 0. );
	if( v >= 1.0 )
		return vec3( 1., 1., 1. );
	float vuf;
	float bf = modf( v * PackFactors.b, vuf );
	float gf = modf( vuf * ShiftRight8, vuf );
	return vec3( vuf * Inv255, gf * PackUpscale, bf );
}
vec2 packDepthToRG( const in float v ) {
	if( v <= 0.0 )
		return vec2( 0., 0. );
	if( v >= 1.0 )
		return vec2( 1., 1. );
	float vuf;
	float gf = modf( v * 256., vuf );
	return vec2( vuf * Inv255, gf );
}
float unpackRGBAToDepth( const in vec4 v ) {
	return dot( v, UnpackFactors4 );
}
float unpackRGBToDepth( const in vec3 v ) {
	return dot( v, UnpackFactors3 );
}
float unpackRGToDepth( const in vec2 v ) {
	return v.r * UnpackFactors2.r + v.g * UnpackFactors2.g;
}
vec4 pack2HalfToRGBA( const in vec2 v ) {
	vec4 r = vec4( v.x, fract( v.x * 255.0 ), v.y, fract( v.y * 255.0 ) );
	return vec4( r.x - r.y / 255.0, r.y, r.z - r.w / 255.0, r.w );
}
vec2 unpackRGBATo2Half( const in vec4 v ) {
	return vec2( v.x + ( v.y / 255.0 ), v.z + ( v.w / 255.0 ) );
}
float viewZToOrthographicDepth( const in float viewZ, const in float near, const in float far ) {
	return ( viewZ + near ) / ( near - far );
}
float orthographicDepthToViewZ( const in float depth, const in float near, const in float far ) {
	return depth * ( near - far ) - near;
}
float viewZToPerspectiveDepth( const in float viewZ, const in float near, const in float far ) {
	return ( ( near + viewZ ) * far ) / ( ( far - near ) * viewZ );
}
float perspectiveDepthToViewZ( const in float depth, const in float near, const in float far ) {
	return ( near * far ) / ( ( far - near ) * depth - far );
}`,cx=`#ifdef PREMULTIPLIED_ALPHA
	gl_FragColor.rgb *= gl_FragColor.a;
#endif`,hx=`vec4 mvPosition = vec4( transformed, 1.0 );
#ifdef USE_BATCHING
	mvPosition = batchingMatrix * mvPosition;
#endif
#ifdef USE_INSTANCING
	mvPosition = instanceMatrix * mvPosition;
#endif
mvPosition = modelViewMatrix * mvPosition;
gl_Position = projectionMatrix * mvPosition;`,ux=`#ifdef DITHERING
	gl_FragColor.rgb = dithering( gl_FragColor.rgb );
#endif`,dx=`#ifdef DITHERING
	vec3 dithering( vec3 color ) {
		float grid_position = rand( gl_FragCoord.xy );
		vec3 dither_shift_RGB = vec3( 0.25 / 255.0, -0.25 / 255.0, 0.25 / 255.0 );
		dither_shift_RGB = mix( 2.0 * dither_shift_RGB, -2.0 * dither_shift_RGB, grid_position );
		return color + dither_shift_RGB;
	}
#endif`,fx=`float roughnessFactor = roughness;
#ifdef USE_ROUGHNESSMAP
	vec4 texelRoughness = texture2D( roughnessMap, vRoughnessMapUv );
	roughnessFactor *= texelRoughness.g;
#endif`,px=`#ifdef USE_ROUGHNESSMAP
	uniform sampler2D roughnessMap;
#endif`,mx=`#if NUM_SPOT_LIGHT_COORDS > 0
	varying vec4 vSpotLightCoord[ NUM_SPOT_LIGHT_COORDS ];
#endif
#if NUM_SPOT_LIGHT_MAPS > 0
	uniform sampler2D spotLightMap[ NUM_SPOT_LIGHT_MAPS ];
#endif
#ifdef USE_SHADOWMAP
	#if NUM_DIR_LIGHT_SHADOWS > 0
		uniform sampler2D directionalShadowMap[ NUM_DIR_LIGHT_SHADOWS ];
		varying vec4 vDirectionalShadowCoord[ NUM_DIR_LIGHT_SHADOWS ];
		struct DirectionalLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform DirectionalLightShadow directionalLightShadows[ NUM_DIR_LIGHT_SHADOWS ];
	#endif
	#if NUM_SPOT_LIGHT_SHADOWS > 0
		uniform sampler2D spotShadowMap[ NUM_SPOT_LIGHT_SHADOWS ];
		struct SpotLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform SpotLightShadow spotLightShadows[ NUM_SPOT_LIGHT_SHADOWS ];
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0
		uniform sampler2D pointShadowMap[ NUM_POINT_LIGHT_SHADOWS ];
		varying vec4 vPointShadowCoord[ NUM_POINT_LIGHT_SHADOWS ];
		struct PointLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
			float shadowCameraNear;
			float shadowCameraFar;
		};
		uniform PointLightShadow pointLightShadows[ NUM_POINT_LIGHT_SHADOWS ];
	#endif
	float texture2DCompare( sampler2D depths, vec2 uv, float compare ) {
		return step( compare, unpackRGBAToDepth( texture2D( depths, uv ) ) );
	}
	vec2 texture2DDistribution( sampler2D shadow, vec2 uv ) {
		return unpackRGBATo2Half( texture2D( shadow, uv ) );
	}
	float VSMShadow (sampler2D shadow, vec2 uv, float compare ){
		float occlusion = 1.0;
		vec2 distribution = texture2DDistribution( shadow, uv );
		float hard_shadow = step( compare , distribution.x );
		if (hard_shadow != 1.0 ) {
			float distance = compare - distribution.x ;
			float variance = max( 0.00000, distribution.y * distribution.y );
			float softness_probability = variance / (variance + distance * distance );			softness_probability = clamp( ( softness_probability - 0.3 ) / ( 0.95 - 0.3 ), 0.0, 1.0 );			occlusion = clamp( max( hard_shadow, softness_probability ), 0.0, 1.0 );
		}
		return occlusion;
	}
	float getShadow( sampler2D shadowMap, vec2 shadowMapSize, float shadowIntensity, float shadowBias, float shadowRadius, vec4 shadowCoord ) {
		float shadow = 1.0;
		shadowCoord.xyz /= shadowCoord.w;
		shadowCoord.z += shadowBias;
		bool inFrustum = shadowCoord.x >= 0.0 && shadowCoord.x <= 1.0 && shadowCoord.y >= 0.0 && shadowCoord.y <= 1.0;
		bool frustumTest = inFrustum && shadowCoord.z <= 1.0;
		if ( frustumTest ) {
		#if defined( SHADOWMAP_TYPE_PCF )
			vec2 texelSize = vec2( 1.0 ) / shadowMapSize;
			float dx0 = - texelSize.x * shadowRadius;
			float dy0 = - texelSize.y * shadowRadius;
			float dx1 = + texelSize.x * shadowRadius;
			float dy1 = + texelSize.y * shadowRadius;
			float dx2 = dx0 / 2.0;
			float dy2 = dy0 / 2.0;
			float dx3 = dx1 / 2.0;
			float dy3 = dy1 / 2.0;
			shadow = (
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( dx0, dy0 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( 0.0, dy0 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( dx1, dy0 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( dx2, dy2 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( 0.0, dy2 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( dx3, dy2 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( dx0, 0.0 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( dx2, 0.0 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy, shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( dx3, 0.0 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( dx1, 0.0 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( dx2, dy3 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( 0.0, dy3 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( dx3, dy3 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( dx0, dy1 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( 0.0, dy1 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, shadowCoord.xy + vec2( dx1, dy1 ), shadowCoord.z )
			) * ( 1.0 / 17.0 );
		#elif defined( SHADOWMAP_TYPE_PCF_SOFT )
			vec2 texelSize = vec2( 1.0 ) / shadowMapSize;
			float dx = texelSize.x;
			float dy = texelSize.y;
			vec2 uv = shadowCoord.xy;
			vec2 f = fract( uv * shadowMapSize + 0.5 );
			uv -= f * texelSize;
			shadow = (
				texture2DCompare( shadowMap, uv, shadowCoord.z ) +
				texture2DCompare( shadowMap, uv + vec2( dx, 0.0 ), shadowCoord.z ) +
				texture2DCompare( shadowMap, uv + vec2( 0.0, dy ), shadowCoord.z ) +
				texture2DCompare( shadowMap, uv + texelSize, shadowCoord.z ) +
				mix( texture2DCompare( shadowMap, uv + vec2( -dx, 0.0 ), shadowCoord.z ),
					 texture2DCompare( shadowMap, uv + vec2( 2.0 * dx, 0.0 ), shadowCoord.z ),
					 f.x ) +
				mix( texture2DCompare( shadowMap, uv + vec2( -dx, dy ), shadowCoord.z ),
					 texture2DCompare( shadowMap, uv + vec2( 2.0 * dx, dy ), shadowCoord.z ),
					 f.x ) +
				mix( texture2DCompare( shadowMap, uv + vec2( 0.0, -dy ), shadowCoord.z ),
					 texture2DCompare( shadowMap, uv + vec2( 0.0, 2.0 * dy ), shadowCoord.z ),
					 f.y ) +
				mix( texture2DCompare( shadowMap, uv + vec2( dx, -dy ), shadowCoord.z ),
					 texture2DCompare( shadowMap, uv + vec2( dx, 2.0 * dy ), shadowCoord.z ),
					 f.y ) +
				mix( mix( texture2DCompare( shadowMap, uv + vec2( -dx, -dy ), shadowCoord.z ),
						  texture2DCompare( shadowMap, uv + vec2( 2.0 * dx, -dy ), shadowCoord.z ),
						  f.x ),
					 mix( texture2DCompare( shadowMap, uv + vec2( -dx, 2.0 * dy ), shadowCoord.z ),
						  texture2DCompare( shadowMap, uv + vec2( 2.0 * dx, 2.0 * dy ), shadowCoord.z ),
						  f.x ),
					 f.y )
			) * ( 1.0 / 9.0 );
		#elif defined( SHADOWMAP_TYPE_VSM )
			shadow = VSMShadow( shadowMap, shadowCoord.xy, shadowCoord.z );
		#else
			shadow = texture2DCompare( shadowMap, shadowCoord.xy, shadowCoord.z );
		#endif
		}
		return mix( 1.0, shadow, shadowIntensity );
	}
	vec2 cubeToUV( vec3 v, float texelSizeY ) {
		vec3 absV = abs( v );
		float scaleToCube = 1.0 / max( absV.x, max( absV.y, absV.z ) );
		absV *= scaleToCube;
		v *= scaleToCube * ( 1.0 - 2.0 * texelSizeY );
		vec2 planar = v.xy;
		float almostATexel = 1.5 * texelSizeY;
		float almostOne = 1.0 - almostATexel;
		if ( absV.z >= almostOne ) {
			if ( v.z > 0.0 )
				planar.x = 4.0 - v.x;
		} else if ( absV.x >= almostOne ) {
			float signX = sign( v.x );
			planar.x = v.z * signX + 2.0 * signX;
		} else if ( absV.y >= almostOne ) {
			float signY = sign( v.y );
			planar.x = v.x + 2.0 * signY + 2.0;
			planar.y = v.z * signY - 2.0;
		}
		return vec2( 0.125, 0.25 ) * planar + vec2( 0.375, 0.75 );
	}
	float getPointShadow( sampler2D shadowMap, vec2 shadowMapSize, float shadowIntensity, float shadowBias, float shadowRadius, vec4 shadowCoord, float shadowCameraNear, float shadowCameraFar ) {
		float shadow = 1.0;
		vec3 lightToPosition = shadowCoord.xyz;
		
		float lightToPositionLength = length( lightToPosition );
		if ( lightToPositionLength - shadowCameraFar <= 0.0 && lightToPositionLength - shadowCameraNear >= 0.0 ) {
			float dp = ( lightToPositionLength - shadowCameraNear ) / ( shadowCameraFar - shadowCameraNear );			dp += shadowBias;
			vec3 bd3D = normalize( lightToPosition );
			vec2 texelSize = vec2( 1.0 ) / ( shadowMapSize * vec2( 4.0, 2.0 ) );
			#if defined( SHADOWMAP_TYPE_PCF ) || defined( SHADOWMAP_TYPE_PCF_SOFT ) || defined( SHADOWMAP_TYPE_VSM )
				vec2 offset = vec2( - 1, 1 ) * shadowRadius * texelSize.y;
				shadow = (
					texture2DCompare( shadowMap, cubeToUV( bd3D + offset.xyy, texelSize.y ), dp ) +
					texture2DCompare( shadowMap, cubeToUV( bd3D + offset.yyy, texelSize.y ), dp ) +
					texture2DCompare( shadowMap, cubeToUV( bd3D + offset.xyx, texelSize.y ), dp ) +
					texture2DCompare( shadowMap, cubeToUV( bd3D + offset.yyx, texelSize.y ), dp ) +
					texture2DCompare( shadowMap, cubeToUV( bd3D, texelSize.y ), dp ) +
					texture2DCompare( shadowMap, cubeToUV( bd3D + offset.xxy, texelSize.y ), dp ) +
					texture2DCompare( shadowMap, cubeToUV( bd3D + offset.yxy, texelSize.y ), dp ) +
					texture2DCompare( shadowMap, cubeToUV( bd3D + offset.xxx, texelSize.y ), dp ) +
					texture2DCompare( shadowMap, cubeToUV( bd3D + offset.yxx, texelSize.y ), dp )
				) * ( 1.0 / 9.0 );
			#else
				shadow = texture2DCompare( shadowMap, cubeToUV( bd3D, texelSize.y ), dp );
			#endif
		}
		return mix( 1.0, shadow, shadowIntensity );
	}
#endif`,gx=`#if NUM_SPOT_LIGHT_COORDS > 0
	uniform mat4 spotLightMatrix[ NUM_SPOT_LIGHT_COORDS ];
	varying vec4 vSpotLightCoord[ NUM_SPOT_LIGHT_COORDS ];
#endif
#ifdef USE_SHADOWMAP
	#if NUM_DIR_LIGHT_SHADOWS > 0
		uniform mat4 directionalShadowMatrix[ NUM_DIR_LIGHT_SHADOWS ];
		varying vec4 vDirectionalShadowCoord[ NUM_DIR_LIGHT_SHADOWS ];
		struct DirectionalLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform DirectionalLightShadow directionalLightShadows[ NUM_DIR_LIGHT_SHADOWS ];
	#endif
	#if NUM_SPOT_LIGHT_SHADOWS > 0
		struct SpotLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
		};
		uniform SpotLightShadow spotLightShadows[ NUM_SPOT_LIGHT_SHADOWS ];
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0
		uniform mat4 pointShadowMatrix[ NUM_POINT_LIGHT_SHADOWS ];
		varying vec4 vPointShadowCoord[ NUM_POINT_LIGHT_SHADOWS ];
		struct PointLightShadow {
			float shadowIntensity;
			float shadowBias;
			float shadowNormalBias;
			float shadowRadius;
			vec2 shadowMapSize;
			float shadowCameraNear;
			float shadowCameraFar;
		};
		uniform PointLightShadow pointLightShadows[ NUM_POINT_LIGHT_SHADOWS ];
	#endif
#endif`,xx=`#if ( defined( USE_SHADOWMAP ) && ( NUM_DIR_LIGHT_SHADOWS > 0 || NUM_POINT_LIGHT_SHADOWS > 0 ) ) || ( NUM_SPOT_LIGHT_COORDS > 0 )
	vec3 shadowWorldNormal = inverseTransformDirection( transformedNormal, viewMatrix );
	vec4 shadowWorldPosition;
#endif
#if defined( USE_SHADOWMAP )
	#if NUM_DIR_LIGHT_SHADOWS > 0
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_DIR_LIGHT_SHADOWS; i ++ ) {
			shadowWorldPosition = worldPosition + vec4( shadowWorldNormal * directionalLightShadows[ i ].shadowNormalBias, 0 );
			vDirectionalShadowCoord[ i ] = directionalShadowMatrix[ i ] * shadowWorldPosition;
		}
		#pragma unroll_loop_end
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0
		#pragma unroll_loop_start
		for ( int i = 0; i < NUM_POINT_LIGHT_SHADOWS; i ++ ) {
			shadowWorldPosition = worldPosition + vec4( shadowWorldNormal * pointLightShadows[ i ].shadowNormalBias, 0 );
			vPointShadowCoord[ i ] = pointShadowMatrix[ i ] * shadowWorldPosition;
		}
		#pragma unroll_loop_end
	#endif
#endif
#if NUM_SPOT_LIGHT_COORDS > 0
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SPOT_LIGHT_COORDS; i ++ ) {
		shadowWorldPosition = worldPosition;
		#if ( defined( USE_SHADOWMAP ) && UNROLLED_LOOP_INDEX < NUM_SPOT_LIGHT_SHADOWS )
			shadowWorldPosition.xyz += shadowWorldNormal * spotLightShadows[ i ].shadowNormalBias;
		#endif
		vSpotLightCoord[ i ] = spotLightMatrix[ i ] * shadowWorldPosition;
	}
	#pragma unroll_loop_end
#endif`,yx=`float getShadowMask() {
	float shadow = 1.0;
	#ifdef USE_SHADOWMAP
	#if NUM_DIR_LIGHT_SHADOWS > 0
	DirectionalLightShadow directionalLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_DIR_LIGHT_SHADOWS; i ++ ) {
		directionalLight = directionalLightShadows[ i ];
		shadow *= receiveShadow ? getShadow( directionalShadowMap[ i ], directionalLight.shadowMapSize, directionalLight.shadowIntensity, directionalLight.shadowBias, directionalLight.shadowRadius, vDirectionalShadowCoord[ i ] ) : 1.0;
	}
	#pragma unroll_loop_end
	#endif
	#if NUM_SPOT_LIGHT_SHADOWS > 0
	SpotLightShadow spotLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_SPOT_LIGHT_SHADOWS; i ++ ) {
		spotLight = spotLightShadows[ i ];
		shadow *= receiveShadow ? getShadow( spotShadowMap[ i ], spotLight.shadowMapSize, spotLight.shadowIntensity, spotLight.shadowBias, spotLight.shadowRadius, vSpotLightCoord[ i ] ) : 1.0;
	}
	#pragma unroll_loop_end
	#endif
	#if NUM_POINT_LIGHT_SHADOWS > 0
	PointLightShadow pointLight;
	#pragma unroll_loop_start
	for ( int i = 0; i < NUM_POINT_LIGHT_SHADOWS; i ++ ) {
		pointLight = pointLightShadows[ i ];
		shadow *= receiveShadow ? getPointShadow( pointShadowMap[ i ], pointLight.shadowMapSize, pointLight.shadowIntensity, pointLight.shadowBias, pointLight.shadowRadius, vPointShadowCoord[ i ], pointLight.shadowCameraNear, pointLight.shadowCameraFar ) : 1.0;
	}
	#pragma unroll_loop_end
	#endif
	#endif
	return shadow;
}`,vx=`#ifdef USE_SKINNING
	mat4 boneMatX = getBoneMatrix( skinIndex.x );
	mat4 boneMatY = getBoneMatrix( skinIndex.y );
	mat4 boneMatZ = getBoneMatrix( skinIndex.z );
	mat4 boneMatW = getBoneMatrix( skinIndex.w );
#endif`,bx=`#ifdef USE_SKINNING
	uniform mat4 bindMatrix;
	uniform mat4 bindMatrixInverse;
	uniform highp sampler2D boneTexture;
	mat4 getBoneMatrix( const in float i ) {
		int size = textureSize( boneTexture, 0 ).x;
		int j = int( i ) * 4;
		int x = j % size;
		int y = j / size;
		vec4 v1 = texelFetch( boneTexture, ivec2( x, y ), 0 );
		vec4 v2 = texelFetch( boneTexture, ivec2( x + 1, y ), 0 );
		vec4 v3 = texelFetch( boneTexture, ivec2( x + 2, y ), 0 );
		vec4 v4 = texelFetch( boneTexture, ivec2( x + 3, y ), 0 );
		return mat4( v1, v2, v3, v4 );
	}
#endif`,_x=`#ifdef USE_SKINNING
	vec4 skinVertex = bindMatrix * vec4( transformed, 1.0 );
	vec4 skinned = vec4( 0.0 );
	skinned += boneMatX * skinVertex * skinWeight.x;
	skinned += boneMatY * skinVertex * skinWeight.y;
	skinned += boneMatZ * skinVertex * skinWeight.z;
	skinned += boneMatW * skinVertex * skinWeight.w;
	transformed = ( bindMatrixInverse * skinned ).xyz;
#endif`,Mx=`#ifdef USE_SKINNING
	mat4 skinMatrix = mat4( 0.0 );
	skinMatrix += skinWeight.x * boneMatX;
	skinMatrix += skinWeight.y * boneMatY;
	skinMatrix += skinWeight.z * boneMatZ;
	skinMatrix += skinWeight.w * boneMatW;
	skinMatrix = bindMatrixInverse * skinMatrix * bindMatrix;
	objectNormal = vec4( skinMatrix * vec4( objectNormal, 0.0 ) ).xyz;
	#ifdef USE_TANGENT
		objectTangent = vec4( skinMatrix * vec4( objectTangent, 0.0 ) ).xyz;
	#endif
#endif`,wx=`float specularStrength;
#ifdef USE_SPECULARMAP
	vec4 texelSpecular = texture2D( specularMap, vSpecularMapUv );
	specularStrength = texelSpecular.r;
#else
	specularStrength = 1.0;
#endif`,Sx=`#ifdef USE_SPECULARMAP
	uniform sampler2D specularMap;
#endif`,Ax=`#if defined( TONE_MAPPING )
	gl_FragColor.rgb = toneMapping( gl_FragColor.rgb );
#endif`,Ex=`#ifndef saturate
#define saturate( a ) clamp( a, 0.0, 1.0 )
#endif
uniform float toneMappingExposure;
vec3 LinearToneMapping( vec3 color ) {
	return saturate( toneMappingExposure * color );
}
vec3 ReinhardToneMapping( vec3 color ) {
	color *= toneMappingExposure;
	return saturate( color / ( vec3( 1.0 ) + color ) );
}
vec3 CineonToneMapping( vec3 color ) {
	color *= toneMappingExposure;
	color = max( vec3( 0.0 ), color - 0.004 );
	return pow( ( color * ( 6.2 * color + 0.5 ) ) / ( color * ( 6.2 * color + 1.7 ) + 0.06 ), vec3( 2.2 ) );
}
vec3 RRTAndODTFit( vec3 v ) {
	vec3 a = v * ( v + 0.0245786 ) - 0.000090537;
	vec3 b = v * ( 0.983729 * v + 0.4329510 ) + 0.238081;
	return a / b;
}
vec3 ACESFilmicToneMapping( vec3 color ) {
	const mat3 ACESInputMat = mat3(
		vec3( 0.59719, 0.07600, 0.02840 ),		vec3( 0.35458, 0.90834, 0.13383 ),
		vec3( 0.04823, 0.01566, 0.83777 )
	);
	const mat3 ACESOutputMat = mat3(
		vec3(  1.60475, -0.10208, -0.00327 ),		vec3( -0.53108,  1.10813, -0.07276 ),
		vec3( -0.07367, -0.00605,  1.07602 )
	);
	color *= toneMappingExposure / 0.6;
	color = ACESInputMat * color;
	color = RRTAndODTFit( color );
	color = ACESOutputMat * color;
	return saturate( color );
}
const mat3 LINEAR_REC2020_TO_LINEAR_SRGB = mat3(
	vec3( 1.6605, - 0.1246, - 0.0182 ),
	vec3( - 0.5876, 1.1329, - 0.1006 ),
	vec3( - 0.0728, - 0.0083, 1.1187 )
);
const mat3 LINEAR_SRGB_TO_LINEAR_REC2020 = mat3(
	vec3( 0.6274, 0.0691, 0.0164 ),
	vec3( 0.3293, 0.9195, 0.0880 ),
	vec3( 0.0433, 0.0113, 0.8956 )
);
vec3 agxDefaultContrastApprox( vec3 x ) {
	vec3 x2 = x * x;
	vec3 x4 = x2 * x2;
	return + 15.5 * x4 * x2
		- 40.14 * x4 * x
		+ 31.96 * x4
		- 6.868 * x2 * x
		+ 0.4298 * x2
		+ 0.1191 * x
		- 0.00232;
}
vec3 AgXToneMapping( vec3 color ) {
	const mat3 AgXInsetMatrix = mat3(
		vec3( 0.856627153315983, 0.137318972929847, 0.11189821299995 ),
		vec3( 0.0951212405381588, 0.761241990602591, 0.0767994186031903 ),
		vec3( 0.0482516061458583, 0.101439036467562, 0.811302368396859 )
	);
	const mat3 AgXOutsetMatrix = mat3(
		vec3( 1.1271005818144368, - 0.1413297634984383, - 0.14132976349843826 ),
		vec3( - 0.11060664309660323, 1.157823702216272, - 0.11060664309660294 ),
		vec3( - 0.016493938717834573, - 0.016493938717834257, 1.2519364065950405 )
	);
	const float AgxMinEv = - 12.47393;	const float AgxMaxEv = 4.026069;
	color *= toneMappingExposure;
	color = LINEAR_SRGB_TO_LINEAR_REC2020 * color;
	color = AgXInsetMatrix * color;
	color = max( color, 1e-10 );	color = log2( color );
	color = ( color - AgxMinEv ) / ( AgxMaxEv - AgxMinEv );
	color = clamp( color, 0.0, 1.0 );
	color = agxDefaultContrastApprox( color );
	color = AgXOutsetMatrix * color;
	color = pow( max( vec3( 0.0 ), color ), vec3( 2.2 ) );
	color = LINEAR_REC2020_TO_LINEAR_SRGB * color;
	color = clamp( color, 0.0, 1.0 );
	return color;
}
vec3 NeutralToneMapping( vec3 color ) {
	const float StartCompression = 0.8 - 0.04;
	const float Desaturation = 0.15;
	color *= toneMappingExposure;
	float x = min( color.r, min( color.g, color.b ) );
	float offset = x < 0.08 ? x - 6.25 * x * x : 0.04;
	color -= offset;
	float peak = max( color.r, max( color.g, color.b ) );
	if ( peak < StartCompression ) return color;
	float d = 1. - StartCompression;
	float newPeak = 1. - d * d / ( peak + d - StartCompression );
	color *= newPeak / peak;
	float g = 1. - 1. / ( Desaturation * ( peak - newPeak ) + 1. );
	return mix( color, vec3( newPeak ), g );
}
vec3 CustomToneMapping( vec3 color ) { return color; }`,Tx=`#ifdef USE_TRANSMISSION
	material.transmission = transmission;
	material.transmissionAlpha = 1.0;
	material.thickness = thickness;
	material.attenuationDistance = attenuationDistance;
	material.attenuationColor = attenuationColor;
	#ifdef USE_TRANSMISSIONMAP
		material.transmission *= texture2D( transmissionMap, vTransmissionMapUv ).r;
	#endif
	#ifdef USE_THICKNESSMAP
		material.thickness *= texture2D( thicknessMap, vThicknessMapUv ).g;
	#endif
	vec3 pos = vWorldPosition;
	vec3 v = normalize( cameraPosition - pos );
	vec3 n = inverseTransformDirection( normal, viewMatrix );
	vec4 transmitted = getIBLVolumeRefraction(
		n, v, material.roughness, material.diffuseColor, material.specularColor, material.specularF90,
		pos, modelMatrix, viewMatrix, projectionMatrix, material.dispersion, material.ior, material.thickness,
		material.attenuationColor, material.attenuationDistance );
	material.transmissionAlpha = mix( material.transmissionAlpha, transmitted.a, material.transmission );
	totalDiffuse = mix( totalDiffuse, transmitted.rgb, material.transmission );
#endif`,Cx=`#ifdef USE_TRANSMISSION
	uniform float transmission;
	uniform float thickness;
	uniform float attenuationDistance;
	uniform vec3 attenuationColor;
	#ifdef USE_TRANSMISSIONMAP
		uniform sampler2D transmissionMap;
	#endif
	#ifdef USE_THICKNESSMAP
		uniform sampler2D thicknessMap;
	#endif
	uniform vec2 transmissionSamplerSize;
	uniform sampler2D transmissionSamplerMap;
	uniform mat4 modelMatrix;
	uniform mat4 projectionMatrix;
	varying vec3 vWorldPosition;
	float w0( float a ) {
		return ( 1.0 / 6.0 ) * ( a * ( a * ( - a + 3.0 ) - 3.0 ) + 1.0 );
	}
	float w1( float a ) {
		return ( 1.0 / 6.0 ) * ( a *  a * ( 3.0 * a - 6.0 ) + 4.0 );
	}
	float w2( float a ){
		return ( 1.0 / 6.0 ) * ( a * ( a * ( - 3.0 * a + 3.0 ) + 3.0 ) + 1.0 );
	}
	float w3( float a ) {
		return ( 1.0 / 6.0 ) * ( a * a * a );
	}
	float g0( float a ) {
		return w0( a ) + w1( a );
	}
	float g1( float a ) {
		return w2( a ) + w3( a );
	}
	float h0( float a ) {
		return - 1.0 + w1( a ) / ( w0( a ) + w1( a ) );
	}
	float h1( float a ) {
		return 1.0 + w3( a ) / ( w2( a ) + w3( a ) );
	}
	vec4 bicubic( sampler2D tex, vec2 uv, vec4 texelSize, float lod ) {
		uv = uv * texelSize.zw + 0.5;
		vec2 iuv = floor( uv );
		vec2 fuv = fract( uv );
		float g0x = g0( fuv.x );
		float g1x = g1( fuv.x );
		float h0x = h0( fuv.x );
		float h1x = h1( fuv.x );
		float h0y = h0( fuv.y );
		float h1y = h1( fuv.y );
		vec2 p0 = ( vec2( iuv.x + h0x, iuv.y + h0y ) - 0.5 ) * texelSize.xy;
		vec2 p1 = ( vec2( iuv.x + h1x, iuv.y + h0y ) - 0.5 ) * texelSize.xy;
		vec2 p2 = ( vec2( iuv.x + h0x, iuv.y + h1y ) - 0.5 ) * texelSize.xy;
		vec2 p3 = ( vec2( iuv.x + h1x, iuv.y + h1y ) - 0.5 ) * texelSize.xy;
		return g0( fuv.y ) * ( g0x * textureLod( tex, p0, lod ) + g1x * textureLod( tex, p1, lod ) ) +
			g1( fuv.y ) * ( g0x * textureLod( tex, p2, lod ) + g1x * textureLod( tex, p3, lod ) );
	}
	vec4 textureBicubic( sampler2D sampler, vec2 uv, float lod ) {
		vec2 fLodSize = vec2( textureSize( sampler, int( lod ) ) );
		vec2 cLodSize = vec2( textureSize( sampler, int( lod + 1.0 ) ) );
		vec2 fLodSizeInv = 1.0 / fLodSize;
		vec2 cLodSizeInv = 1.0 / cLodSize;
		vec4 fSample = bicubic( sampler, uv, vec4( fLodSizeInv, fLodSize ), floor( lod ) );
		vec4 cSample = bicubic( sampler, uv, vec4( cLodSizeInv, cLodSize ), ceil( lod ) );
		return mix( fSample, cSample, fract( lod ) );
	}
	vec3 getVolumeTransmissionRay( const in vec3 n, const in vec3 v, const in float thickness, const in float ior, const in mat4 modelMatrix ) {
		vec3 refractionVector = refract( - v, normalize( n ), 1.0 / ior );
		vec3 modelScale;
		modelScale.x = length( vec3( modelMatrix[ 0 ].xyz ) );
		modelScale.y = length( vec3( modelMatrix[ 1 ].xyz ) );
		modelScale.z = length( vec3( modelMatrix[ 2 ].xyz ) );
		return normalize( refractionVector ) * thickness * modelScale;
	}
	float applyIorToRoughness( const in float roughness, const in float ior ) {
		return roughness * clamp( ior * 2.0 - 2.0, 0.0, 1.0 );
	}
	vec4 getTransmissionSample( const in vec2 fragCoord, const in float roughness, const in float ior ) {
		float lod = log2( transmissionSamplerSize.x ) * applyIorToRoughness( roughness, ior );
		return textureBicubic( transmissionSamplerMap, fragCoord.xy, lod );
	}
	vec3 volumeAttenuation( const in float transmissionDistance, const in vec3 attenuationColor, const in float attenuationDistance ) {
		if ( isinf( attenuationDistance ) ) {
			return vec3( 1.0 );
		} else {
			vec3 attenuationCoefficient = -log( attenuationColor ) / attenuationDistance;
			vec3 transmittance = exp( - attenuationCoefficient * transmissionDistance );			return transmittance;
		}
	}
	vec4 getIBLVolumeRefraction( const in vec3 n, const in vec3 v, const in float roughness, const in vec3 diffuseColor,
		const in vec3 specularColor, const in float specularF90, const in vec3 position, const in mat4 modelMatrix,
		const in mat4 viewMatrix, const in mat4 projMatrix, const in float dispersion, const in float ior, const in float thickness,
		const in vec3 attenuationColor, const in float attenuationDistance ) {
		vec4 transmittedLight;
		vec3 transmittance;
		#ifdef USE_DISPERSION
			float halfSpread = ( ior - 1.0 ) * 0.025 * dispersion;
			vec3 iors = vec3( ior - halfSpread, ior, ior + halfSpread );
			for ( int i = 0; i < 3; i ++ ) {
				vec3 transmissionRay = getVolumeTransmissionRay( n, v, thickness, iors[ i ], modelMatrix );
				vec3 refractedRayExit = position + transmissionRay;
		
				vec4 ndcPos = projMatrix * viewMatrix * vec4( refractedRayExit, 1.0 );
				vec2 refractionCoords = ndcPos.xy / ndcPos.w;
				refractionCoords += 1.0;
				refractionCoords /= 2.0;
		
				vec4 transmissionSample = getTransmissionSample( refractionCoords, roughness, iors[ i ] );
				transmittedLight[ i ] = transmissionSample[ i ];
				transmittedLight.a += transmissionSample.a;
				transmittance[ i ] = diffuseColor[ i ] * volumeAttenuation( length( transmissionRay ), attenuationColor, attenuationDistance )[ i ];
			}
			transmittedLight.a /= 3.0;
		
		#else
		
			vec3 transmissionRay = getVolumeTransmissionRay( n, v, thickness, ior, modelMatrix );
			vec3 refractedRayExit = position + transmissionRay;
			vec4 ndcPos = projMatrix * viewMatrix * vec4( refractedRayExit, 1.0 );
			vec2 refractionCoords = ndcPos.xy / ndcPos.w;
			refractionCoords += 1.0;
			refractionCoords /= 2.0;
			transmittedLight = getTransmissionSample( refractionCoords, roughness, ior );
			transmittance = diffuseColor * volumeAttenuation( length( transmissionRay ), attenuationColor, attenuationDistance );
		
		#endif
		vec3 attenuatedColor = transmittance * transmittedLight.rgb;
		vec3 F = EnvironmentBRDF( n, v, specularColor, specularF90, roughness );
		float transmittanceFactor = ( transmittance.r + transmittance.g + transmittance.b ) / 3.0;
		return vec4( ( 1.0 - F ) * attenuatedColor, 1.0 - ( 1.0 - transmittedLight.a ) * transmittanceFactor );
	}
#endif`,Rx=`#if defined( USE_UV ) || defined( USE_ANISOTROPY )
	varying vec2 vUv;
#endif
#ifdef USE_MAP
	varying vec2 vMapUv;
#endif
#ifdef USE_ALPHAMAP
	varying vec2 vAlphaMapUv;
#endif
#ifdef USE_LIGHTMAP
	varying vec2 vLightMapUv;
#endif
#ifdef USE_AOMAP
	varying vec2 vAoMapUv;
#endif
#ifdef USE_BUMPMAP
	varying vec2 vBumpMapUv;
#endif
#ifdef USE_NORMALMAP
	varying vec2 vNormalMapUv;
#endif
#ifdef USE_EMISSIVEMAP
	varying vec2 vEmissiveMapUv;
#endif
#ifdef USE_METALNESSMAP
	varying vec2 vMetalnessMapUv;
#endif
#ifdef USE_ROUGHNESSMAP
	varying vec2 vRoughnessMapUv;
#endif
#ifdef USE_ANISOTROPYMAP
	varying vec2 vAnisotropyMapUv;
#endif
#ifdef USE_CLEARCOATMAP
	varying vec2 vClearcoatMapUv;
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	varying vec2 vClearcoatNormalMapUv;
#endif
#ifdef USE_CLEARCOAT_ROUGHNESSMAP
	varying vec2 vClearcoatRoughnessMapUv;
#endif
#ifdef USE_IRIDESCENCEMAP
	varying vec2 vIridescenceMapUv;
#endif
#ifdef USE_IRIDESCENCE_THICKNESSMAP
	varying vec2 vIridescenceThicknessMapUv;
#endif
#ifdef USE_SHEEN_COLORMAP
	varying vec2 vSheenColorMapUv;
#endif
#ifdef USE_SHEEN_ROUGHNESSMAP
	varying vec2 vSheenRoughnessMapUv;
#endif
#ifdef USE_SPECULARMAP
	varying vec2 vSpecularMapUv;
#endif
#ifdef USE_SPECULAR_COLORMAP
	varying vec2 vSpecularColorMapUv;
#endif
#ifdef USE_SPECULAR_INTENSITYMAP
	varying vec2 vSpecularIntensityMapUv;
#endif
#ifdef USE_TRANSMISSIONMAP
	uniform mat3 transmissionMapTransform;
	varying vec2 vTransmissionMapUv;
#endif
#ifdef USE_THICKNESSMAP
	uniform mat3 thicknessMapTransform;
	varying vec2 vThicknessMapUv;
#endif`,Px=`#if defined( USE_UV ) || defined( USE_ANISOTROPY )
	varying vec2 vUv;
#endif
#ifdef USE_MAP
	uniform mat3 mapTransform;
	varying vec2 vMapUv;
#endif
#ifdef USE_ALPHAMAP
	uniform mat3 alphaMapTransform;
	varying vec2 vAlphaMapUv;
#endif
#ifdef USE_LIGHTMAP
	uniform mat3 lightMapTransform;
	varying vec2 vLightMapUv;
#endif
#ifdef USE_AOMAP
	uniform mat3 aoMapTransform;
	varying vec2 vAoMapUv;
#endif
#ifdef USE_BUMPMAP
	uniform mat3 bumpMapTransform;
	varying vec2 vBumpMapUv;
#endif
#ifdef USE_NORMALMAP
	uniform mat3 normalMapTransform;
	varying vec2 vNormalMapUv;
#endif
#ifdef USE_DISPLACEMENTMAP
	uniform mat3 displacementMapTransform;
	varying vec2 vDisplacementMapUv;
#endif
#ifdef USE_EMISSIVEMAP
	uniform mat3 emissiveMapTransform;
	varying vec2 vEmissiveMapUv;
#endif
#ifdef USE_METALNESSMAP
	uniform mat3 metalnessMapTransform;
	varying vec2 vMetalnessMapUv;
#endif
#ifdef USE_ROUGHNESSMAP
	uniform mat3 roughnessMapTransform;
	varying vec2 vRoughnessMapUv;
#endif
#ifdef USE_ANISOTROPYMAP
	uniform mat3 anisotropyMapTransform;
	varying vec2 vAnisotropyMapUv;
#endif
#ifdef USE_CLEARCOATMAP
	uniform mat3 clearcoatMapTransform;
	varying vec2 vClearcoatMapUv;
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	uniform mat3 clearcoatNormalMapTransform;
	varying vec2 vClearcoatNormalMapUv;
#endif
#ifdef USE_CLEARCOAT_ROUGHNESSMAP
	uniform mat3 clearcoatRoughnessMapTransform;
	varying vec2 vClearcoatRoughnessMapUv;
#endif
#ifdef USE_SHEEN_COLORMAP
	uniform mat3 sheenColorMapTransform;
	varying vec2 vSheenColorMapUv;
#endif
#ifdef USE_SHEEN_ROUGHNESSMAP
	uniform mat3 sheenRoughnessMapTransform;
	varying vec2 vSheenRoughnessMapUv;
#endif
#ifdef USE_IRIDESCENCEMAP
	uniform mat3 iridescenceMapTransform;
	varying vec2 vIridescenceMapUv;
#endif
#ifdef USE_IRIDESCENCE_THICKNESSMAP
	uniform mat3 iridescenceThicknessMapTransform;
	varying vec2 vIridescenceThicknessMapUv;
#endif
#ifdef USE_SPECULARMAP
	uniform mat3 specularMapTransform;
	varying vec2 vSpecularMapUv;
#endif
#ifdef USE_SPECULAR_COLORMAP
	uniform mat3 specularColorMapTransform;
	varying vec2 vSpecularColorMapUv;
#endif
#ifdef USE_SPECULAR_INTENSITYMAP
	uniform mat3 specularIntensityMapTransform;
	varying vec2 vSpecularIntensityMapUv;
#endif
#ifdef USE_TRANSMISSIONMAP
	uniform mat3 transmissionMapTransform;
	varying vec2 vTransmissionMapUv;
#endif
#ifdef USE_THICKNESSMAP
	uniform mat3 thicknessMapTransform;
	varying vec2 vThicknessMapUv;
#endif`,Ix=`#if defined( USE_UV ) || defined( USE_ANISOTROPY )
	vUv = vec3( uv, 1 ).xy;
#endif
#ifdef USE_MAP
	vMapUv = ( mapTransform * vec3( MAP_UV, 1 ) ).xy;
#endif
#ifdef USE_ALPHAMAP
	vAlphaMapUv = ( alphaMapTransform * vec3( ALPHAMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_LIGHTMAP
	vLightMapUv = ( lightMapTransform * vec3( LIGHTMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_AOMAP
	vAoMapUv = ( aoMapTransform * vec3( AOMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_BUMPMAP
	vBumpMapUv = ( bumpMapTransform * vec3( BUMPMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_NORMALMAP
	vNormalMapUv = ( normalMapTransform * vec3( NORMALMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_DISPLACEMENTMAP
	vDisplacementMapUv = ( displacementMapTransform * vec3( DISPLACEMENTMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_EMISSIVEMAP
	vEmissiveMapUv = ( emissiveMapTransform * vec3( EMISSIVEMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_METALNESSMAP
	vMetalnessMapUv = ( metalnessMapTransform * vec3( METALNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_ROUGHNESSMAP
	vRoughnessMapUv = ( roughnessMapTransform * vec3( ROUGHNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_ANISOTROPYMAP
	vAnisotropyMapUv = ( anisotropyMapTransform * vec3( ANISOTROPYMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_CLEARCOATMAP
	vClearcoatMapUv = ( clearcoatMapTransform * vec3( CLEARCOATMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_CLEARCOAT_NORMALMAP
	vClearcoatNormalMapUv = ( clearcoatNormalMapTransform * vec3( CLEARCOAT_NORMALMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_CLEARCOAT_ROUGHNESSMAP
	vClearcoatRoughnessMapUv = ( clearcoatRoughnessMapTransform * vec3( CLEARCOAT_ROUGHNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_IRIDESCENCEMAP
	vIridescenceMapUv = ( iridescenceMapTransform * vec3( IRIDESCENCEMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_IRIDESCENCE_THICKNESSMAP
	vIridescenceThicknessMapUv = ( iridescenceThicknessMapTransform * vec3( IRIDESCENCE_THICKNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SHEEN_COLORMAP
	vSheenColorMapUv = ( sheenColorMapTransform * vec3( SHEEN_COLORMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SHEEN_ROUGHNESSMAP
	vSheenRoughnessMapUv = ( sheenRoughnessMapTransform * vec3( SHEEN_ROUGHNESSMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SPECULARMAP
	vSpecularMapUv = ( specularMapTransform * vec3( SPECULARMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SPECULAR_COLORMAP
	vSpecularColorMapUv = ( specularColorMapTransform * vec3( SPECULAR_COLORMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_SPECULAR_INTENSITYMAP
	vSpecularIntensityMapUv = ( specularIntensityMapTransform * vec3( SPECULAR_INTENSITYMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_TRANSMISSIONMAP
	vTransmissionMapUv = ( transmissionMapTransform * vec3( TRANSMISSIONMAP_UV, 1 ) ).xy;
#endif
#ifdef USE_THICKNESSMAP
	vThicknessMapUv = ( thicknessMapTransform * vec3( THICKNESSMAP_UV, 1 ) ).xy;
#endif`,Lx=`#if defined( USE_ENVMAP ) || defined( DISTANCE ) || defined ( USE_SHADOWMAP ) || defined ( USE_TRANSMISSION ) || NUM_SPOT_LIGHT_COORDS > 0
	vec4 worldPosition = vec4( transformed, 1.0 );
	#ifdef USE_BATCHING
		worldPosition = batchingMatrix * worldPosition;
	#endif
	#ifdef USE_INSTANCING
		worldPosition = instanceMatrix * worldPosition;
	#endif
	worldPosition = modelMatrix * worldPosition;
#endif`,Dx=`varying vec2 vUv;
uniform mat3 uvTransform;
void main() {
	vUv = ( uvTransform * vec3( uv, 1 ) ).xy;
	gl_Position = vec4( position.xy, 1.0, 1.0 );
}`,Nx=`uniform sampler2D t2D;
uniform float backgroundIntensity;
varying vec2 vUv;
void main() {
	vec4 texColor = texture2D( t2D, vUv );
	#ifdef DECODE_VIDEO_TEXTURE
		texColor = vec4( mix( pow( texColor.rgb * 0.9478672986 + vec3( 0.0521327014 ), vec3( 2.4 ) ), texColor.rgb * 0.0773993808, vec3( lessThanEqual( texColor.rgb, vec3( 0.04045 ) ) ) ), texColor.w );
	#endif
	texColor.rgb *= backgroundIntensity;
	gl_FragColor = texColor;
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,Ux=`varying vec3 vWorldDirection;
#include <common>
void main() {
	vWorldDirection = transformDirection( position, modelMatrix );
	#include <begin_vertex>
	#include <project_vertex>
	gl_Position.z = gl_Position.w;
}`,Fx=`#ifdef ENVMAP_TYPE_CUBE
	uniform samplerCube envMap;
#elif defined( ENVMAP_TYPE_CUBE_UV )
	uniform sampler2D envMap;
#endif
uniform float flipEnvMap;
uniform float backgroundBlurriness;
uniform float backgroundIntensity;
uniform mat3 backgroundRotation;
varying vec3 vWorldDirection;
#include <cube_uv_reflection_fragment>
void main() {
	#ifdef ENVMAP_TYPE_CUBE
		vec4 texColor = textureCube( envMap, backgroundRotation * vec3( flipEnvMap * vWorldDirection.x, vWorldDirection.yz ) );
	#elif defined( ENVMAP_TYPE_CUBE_UV )
		vec4 texColor = textureCubeUV( envMap, backgroundRotation * vWorldDirection, backgroundBlurriness );
	#else
		vec4 texColor = vec4( 0.0, 0.0, 0.0, 1.0 );
	#endif
	texColor.rgb *= backgroundIntensity;
	gl_FragColor = texColor;
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,Ox=`varying vec3 vWorldDirection;
#include <common>
void main() {
	vWorldDirection = transformDirection( position, modelMatrix );
	#include <begin_vertex>
	#include <project_vertex>
	gl_Position.z = gl_Position.w;
}`,kx=`uniform samplerCube tCube;
uniform float tFlip;
uniform float opacity;
varying vec3 vWorldDirection;
void main() {
	vec4 texColor = textureCube( tCube, vec3( tFlip * vWorldDirection.x, vWorldDirection.yz ) );
	gl_FragColor = texColor;
	gl_FragColor.a *= opacity;
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,Bx=`#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
varying vec2 vHighPrecisionZW;
void main() {
	#include <uv_vertex>
	#include <batching_vertex>
	#include <skinbase_vertex>
	#include <morphinstance_vertex>
	#ifdef USE_DISPLACEMENTMAP
		#include <beginnormal_vertex>
		#include <morphnormal_vertex>
		#include <skinnormal_vertex>
	#endif
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vHighPrecisionZW = gl_Position.zw;
}`,zx=`#if DEPTH_PACKING == 3200
	uniform float opacity;
#endif
#include <common>
#include <packing>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
varying vec2 vHighPrecisionZW;
void main() {
	vec4 diffuseColor = vec4( 1.0 );
	#include <clipping_planes_fragment>
	#if DEPTH_PACKING == 3200
		diffuseColor.a = opacity;
	#endif
	#include <map_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <logdepthbuf_fragment>
	float fragCoordZ = 0.5 * vHighPrecisionZW[0] / vHighPrecisionZW[1] + 0.5;
	#if DEPTH_PACKING == 3200
		gl_FragColor = vec4( vec3( 1.0 - fragCoordZ ), opacity );
	#elif DEPTH_PACKING == 3201
		gl_FragColor = packDepthToRGBA( fragCoordZ );
	#elif DEPTH_PACKING == 3202
		gl_FragColor = vec4( packDepthToRGB( fragCoordZ ), 1.0 );
	#elif DEPTH_PACKING == 3203
		gl_FragColor = vec4( packDepthToRG( fragCoordZ ), 0.0, 1.0 );
	#endif
}`,Hx=`#define DISTANCE
varying vec3 vWorldPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <batching_vertex>
	#include <skinbase_vertex>
	#include <morphinstance_vertex>
	#ifdef USE_DISPLACEMENTMAP
		#include <beginnormal_vertex>
		#include <morphnormal_vertex>
		#include <skinnormal_vertex>
	#endif
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <worldpos_vertex>
	#include <clipping_planes_vertex>
	vWorldPosition = worldPosition.xyz;
}`,Vx=`#define DISTANCE
uniform vec3 referencePosition;
uniform float nearDistance;
uniform float farDistance;
varying vec3 vWorldPosition;
#include <common>
#include <packing>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <clipping_planes_pars_fragment>
void main () {
	vec4 diffuseColor = vec4( 1.0 );
	#include <clipping_planes_fragment>
	#include <map_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	float dist = length( vWorldPosition - referencePosition );
	dist = ( dist - nearDistance ) / ( farDistance - nearDistance );
	dist = saturate( dist );
	gl_FragColor = packDepthToRGBA( dist );
}`,Gx=`varying vec3 vWorldDirection;
#include <common>
void main() {
	vWorldDirection = transformDirection( position, modelMatrix );
	#include <begin_vertex>
	#include <project_vertex>
}`,Wx=`uniform sampler2D tEquirect;
varying vec3 vWorldDirection;
#include <common>
void main() {
	vec3 direction = normalize( vWorldDirection );
	vec2 sampleUV = equirectUv( direction );
	gl_FragColor = texture2D( tEquirect, sampleUV );
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
}`,$x=`uniform float scale;
attribute float lineDistance;
varying float vLineDistance;
#include <common>
#include <uv_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <morphtarget_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	vLineDistance = scale * lineDistance;
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <fog_vertex>
}`,Xx=`uniform vec3 diffuse;
uniform float opacity;
uniform float dashSize;
uniform float totalSize;
varying float vLineDistance;
#include <common>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <fog_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	if ( mod( vLineDistance, totalSize ) > dashSize ) {
		discard;
	}
	vec3 outgoingLight = vec3( 0.0 );
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	outgoingLight = diffuseColor.rgb;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
}`,qx=`#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <envmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#if defined ( USE_ENVMAP ) || defined ( USE_SKINNING )
		#include <beginnormal_vertex>
		#include <morphnormal_vertex>
		#include <skinbase_vertex>
		#include <skinnormal_vertex>
		#include <defaultnormal_vertex>
	#endif
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <worldpos_vertex>
	#include <envmap_vertex>
	#include <fog_vertex>
}`,Yx=`uniform vec3 diffuse;
uniform float opacity;
#ifndef FLAT_SHADED
	varying vec3 vNormal;
#endif
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <envmap_common_pars_fragment>
#include <envmap_pars_fragment>
#include <fog_pars_fragment>
#include <specularmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <specularmap_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	#ifdef USE_LIGHTMAP
		vec4 lightMapTexel = texture2D( lightMap, vLightMapUv );
		reflectedLight.indirectDiffuse += lightMapTexel.rgb * lightMapIntensity * RECIPROCAL_PI;
	#else
		reflectedLight.indirectDiffuse += vec3( 1.0 );
	#endif
	#include <aomap_fragment>
	reflectedLight.indirectDiffuse *= diffuseColor.rgb;
	vec3 outgoingLight = reflectedLight.indirectDiffuse;
	#include <envmap_fragment>
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,Zx=`#define LAMBERT
varying vec3 vViewPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <envmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <shadowmap_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vViewPosition = - mvPosition.xyz;
	#include <worldpos_vertex>
	#include <envmap_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
}`,jx=`#define LAMBERT
uniform vec3 diffuse;
uniform vec3 emissive;
uniform float opacity;
#include <common>
#include <packing>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <emissivemap_pars_fragment>
#include <envmap_common_pars_fragment>
#include <envmap_pars_fragment>
#include <fog_pars_fragment>
#include <bsdfs>
#include <lights_pars_begin>
#include <normal_pars_fragment>
#include <lights_lambert_pars_fragment>
#include <shadowmap_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <specularmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	vec3 totalEmissiveRadiance = emissive;
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <specularmap_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	#include <emissivemap_fragment>
	#include <lights_lambert_fragment>
	#include <lights_fragment_begin>
	#include <lights_fragment_maps>
	#include <lights_fragment_end>
	#include <aomap_fragment>
	vec3 outgoingLight = reflectedLight.directDiffuse + reflectedLight.indirectDiffuse + totalEmissiveRadiance;
	#include <envmap_fragment>
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,Kx=`#define MATCAP
varying vec3 vViewPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <color_pars_vertex>
#include <displacementmap_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <fog_vertex>
	vViewPosition = - mvPosition.xyz;
}`,Jx=`#define MATCAP
uniform vec3 diffuse;
uniform float opacity;
uniform sampler2D matcap;
varying vec3 vViewPosition;
#include <common>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <fog_pars_fragment>
#include <normal_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	vec3 viewDir = normalize( vViewPosition );
	vec3 x = normalize( vec3( viewDir.z, 0.0, - viewDir.x ) );
	vec3 y = cross( viewDir, x );
	vec2 uv = vec2( dot( x, normal ), dot( y, normal ) ) * 0.495 + 0.5;
	#ifdef USE_MATCAP
		vec4 matcapColor = texture2D( matcap, uv );
	#else
		vec4 matcapColor = vec4( vec3( mix( 0.2, 0.8, uv.y ) ), 1.0 );
	#endif
	vec3 outgoingLight = diffuseColor.rgb * matcapColor.rgb;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,Qx=`#define NORMAL
#if defined( FLAT_SHADED ) || defined( USE_BUMPMAP ) || defined( USE_NORMALMAP_TANGENTSPACE )
	varying vec3 vViewPosition;
#endif
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphinstance_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
#if defined( FLAT_SHADED ) || defined( USE_BUMPMAP ) || defined( USE_NORMALMAP_TANGENTSPACE )
	vViewPosition = - mvPosition.xyz;
#endif
}`,ty=`#define NORMAL
uniform float opacity;
#if defined( FLAT_SHADED ) || defined( USE_BUMPMAP ) || defined( USE_NORMALMAP_TANGENTSPACE )
	varying vec3 vViewPosition;
#endif
#include <packing>
#include <uv_pars_fragment>
#include <normal_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( 0.0, 0.0, 0.0, opacity );
	#include <clipping_planes_fragment>
	#include <logdepthbuf_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	gl_FragColor = vec4( packNormalToRGB( normal ), diffuseColor.a );
	#ifdef OPAQUE
		gl_FragColor.a = 1.0;
	#endif
}`,ey=`#define PHONG
varying vec3 vViewPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <envmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <shadowmap_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphinstance_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vViewPosition = - mvPosition.xyz;
	#include <worldpos_vertex>
	#include <envmap_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
}`,ny=`#define PHONG
uniform vec3 diffuse;
uniform vec3 emissive;
uniform vec3 specular;
uniform float shininess;
uniform float opacity;
#include <common>
#include <packing>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <emissivemap_pars_fragment>
#include <envmap_common_pars_fragment>
#include <envmap_pars_fragment>
#include <fog_pars_fragment>
#include <bsdfs>
#include <lights_pars_begin>
#include <normal_pars_fragment>
#include <lights_phong_pars_fragment>
#include <shadowmap_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <specularmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	vec3 totalEmissiveRadiance = emissive;
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <specularmap_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	#include <emissivemap_fragment>
	#include <lights_phong_fragment>
	#include <lights_fragment_begin>
	#include <lights_fragment_maps>
	#include <lights_fragment_end>
	#include <aomap_fragment>
	vec3 outgoingLight = reflectedLight.directDiffuse + reflectedLight.indirectDiffuse + reflectedLight.directSpecular + reflectedLight.indirectSpecular + totalEmissiveRadiance;
	#include <envmap_fragment>
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,iy=`#define STANDARD
varying vec3 vViewPosition;
#ifdef USE_TRANSMISSION
	varying vec3 vWorldPosition;
#endif
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <shadowmap_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vViewPosition = - mvPosition.xyz;
	#include <worldpos_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
#ifdef USE_TRANSMISSION
	vWorldPosition = worldPosition.xyz;
#endif
}`,sy=`#define STANDARD
#ifdef PHYSICAL
	#define IOR
	#define USE_SPECULAR
#endif
uniform vec3 diffuse;
uniform vec3 emissive;
uniform float roughness;
uniform float metalness;
uniform float opacity;
#ifdef IOR
	uniform float ior;
#endif
#ifdef USE_SPECULAR
	uniform float specularIntensity;
	uniform vec3 specularColor;
	#ifdef USE_SPECULAR_COLORMAP
		uniform sampler2D specularColorMap;
	#endif
	#ifdef USE_SPECULAR_INTENSITYMAP
		uniform sampler2D specularIntensityMap;
	#endif
#endif
#ifdef USE_CLEARCOAT
	uniform float clearcoat;
	uniform float clearcoatRoughness;
#endif
#ifdef USE_DISPERSION
	uniform float dispersion;
#endif
#ifdef USE_IRIDESCENCE
	uniform float iridescence;
	uniform float iridescenceIOR;
	uniform float iridescenceThicknessMinimum;
	uniform float iridescenceThicknessMaximum;
#endif
#ifdef USE_SHEEN
	uniform vec3 sheenColor;
	uniform float sheenRoughness;
	#ifdef USE_SHEEN_COLORMAP
		uniform sampler2D sheenColorMap;
	#endif
	#ifdef USE_SHEEN_ROUGHNESSMAP
		uniform sampler2D sheenRoughnessMap;
	#endif
#endif
#ifdef USE_ANISOTROPY
	uniform vec2 anisotropyVector;
	#ifdef USE_ANISOTROPYMAP
		uniform sampler2D anisotropyMap;
	#endif
#endif
varying vec3 vViewPosition;
#include <common>
#include <packing>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <emissivemap_pars_fragment>
#include <iridescence_fragment>
#include <cube_uv_reflection_fragment>
#include <envmap_common_pars_fragment>
#include <envmap_physical_pars_fragment>
#include <fog_pars_fragment>
#include <lights_pars_begin>
#include <normal_pars_fragment>
#include <lights_physical_pars_fragment>
#include <transmission_pars_fragment>
#include <shadowmap_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <clearcoat_pars_fragment>
#include <iridescence_pars_fragment>
#include <roughnessmap_pars_fragment>
#include <metalnessmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	vec3 totalEmissiveRadiance = emissive;
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <roughnessmap_fragment>
	#include <metalnessmap_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	#include <clearcoat_normal_fragment_begin>
	#include <clearcoat_normal_fragment_maps>
	#include <emissivemap_fragment>
	#include <lights_physical_fragment>
	#include <lights_fragment_begin>
	#include <lights_fragment_maps>
	#include <lights_fragment_end>
	#include <aomap_fragment>
	vec3 totalDiffuse = reflectedLight.directDiffuse + reflectedLight.indirectDiffuse;
	vec3 totalSpecular = reflectedLight.directSpecular + reflectedLight.indirectSpecular;
	#include <transmission_fragment>
	vec3 outgoingLight = totalDiffuse + totalSpecular + totalEmissiveRadiance;
	#ifdef USE_SHEEN
		float sheenEnergyComp = 1.0 - 0.157 * max3( material.sheenColor );
		outgoingLight = outgoingLight * sheenEnergyComp + sheenSpecularDirect + sheenSpecularIndirect;
	#endif
	#ifdef USE_CLEARCOAT
		float dotNVcc = saturate( dot( geometryClearcoatNormal, geometryViewDir ) );
		vec3 Fcc = F_Schlick( material.clearcoatF0, material.clearcoatF90, dotNVcc );
		outgoingLight = outgoingLight * ( 1.0 - material.clearcoat * Fcc ) + ( clearcoatSpecularDirect + clearcoatSpecularIndirect ) * material.clearcoat;
	#endif
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,ry=`#define TOON
varying vec3 vViewPosition;
#include <common>
#include <batching_pars_vertex>
#include <uv_pars_vertex>
#include <displacementmap_pars_vertex>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <normal_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <shadowmap_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <normal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <displacementmap_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	vViewPosition = - mvPosition.xyz;
	#include <worldpos_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
}`,oy=`#define TOON
uniform vec3 diffuse;
uniform vec3 emissive;
uniform float opacity;
#include <common>
#include <packing>
#include <dithering_pars_fragment>
#include <color_pars_fragment>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <aomap_pars_fragment>
#include <lightmap_pars_fragment>
#include <emissivemap_pars_fragment>
#include <gradientmap_pars_fragment>
#include <fog_pars_fragment>
#include <bsdfs>
#include <lights_pars_begin>
#include <normal_pars_fragment>
#include <lights_toon_pars_fragment>
#include <shadowmap_pars_fragment>
#include <bumpmap_pars_fragment>
#include <normalmap_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	ReflectedLight reflectedLight = ReflectedLight( vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ), vec3( 0.0 ) );
	vec3 totalEmissiveRadiance = emissive;
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <color_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	#include <normal_fragment_begin>
	#include <normal_fragment_maps>
	#include <emissivemap_fragment>
	#include <lights_toon_fragment>
	#include <lights_fragment_begin>
	#include <lights_fragment_maps>
	#include <lights_fragment_end>
	#include <aomap_fragment>
	vec3 outgoingLight = reflectedLight.directDiffuse + reflectedLight.indirectDiffuse + totalEmissiveRadiance;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
	#include <dithering_fragment>
}`,ay=`uniform float size;
uniform float scale;
#include <common>
#include <color_pars_vertex>
#include <fog_pars_vertex>
#include <morphtarget_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
#ifdef USE_POINTS_UV
	varying vec2 vUv;
	uniform mat3 uvTransform;
#endif
void main() {
	#ifdef USE_POINTS_UV
		vUv = ( uvTransform * vec3( uv, 1 ) ).xy;
	#endif
	#include <color_vertex>
	#include <morphinstance_vertex>
	#include <morphcolor_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <project_vertex>
	gl_PointSize = size;
	#ifdef USE_SIZEATTENUATION
		bool isPerspective = isPerspectiveMatrix( projectionMatrix );
		if ( isPerspective ) gl_PointSize *= ( scale / - mvPosition.z );
	#endif
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <worldpos_vertex>
	#include <fog_vertex>
}`,ly=`uniform vec3 diffuse;
uniform float opacity;
#include <common>
#include <color_pars_fragment>
#include <map_particle_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <fog_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	vec3 outgoingLight = vec3( 0.0 );
	#include <logdepthbuf_fragment>
	#include <map_particle_fragment>
	#include <color_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	outgoingLight = diffuseColor.rgb;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
	#include <premultiplied_alpha_fragment>
}`,cy=`#include <common>
#include <batching_pars_vertex>
#include <fog_pars_vertex>
#include <morphtarget_pars_vertex>
#include <skinning_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <shadowmap_pars_vertex>
void main() {
	#include <batching_vertex>
	#include <beginnormal_vertex>
	#include <morphinstance_vertex>
	#include <morphnormal_vertex>
	#include <skinbase_vertex>
	#include <skinnormal_vertex>
	#include <defaultnormal_vertex>
	#include <begin_vertex>
	#include <morphtarget_vertex>
	#include <skinning_vertex>
	#include <project_vertex>
	#include <logdepthbuf_vertex>
	#include <worldpos_vertex>
	#include <shadowmap_vertex>
	#include <fog_vertex>
}`,hy=`uniform vec3 color;
uniform float opacity;
#include <common>
#include <packing>
#include <fog_pars_fragment>
#include <bsdfs>
#include <lights_pars_begin>
#include <logdepthbuf_pars_fragment>
#include <shadowmap_pars_fragment>
#include <shadowmask_pars_fragment>
void main() {
	#include <logdepthbuf_fragment>
	gl_FragColor = vec4( color, opacity * ( 1.0 - getShadowMask() ) );
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
}`,uy=`uniform float rotation;
uniform vec2 center;
#include <common>
#include <uv_pars_vertex>
#include <fog_pars_vertex>
#include <logdepthbuf_pars_vertex>
#include <clipping_planes_pars_vertex>
void main() {
	#include <uv_vertex>
	vec4 mvPosition = modelViewMatrix[ 3 ];
	vec2 scale = vec2( length( modelMatrix[ 0 ].xyz ), length( modelMatrix[ 1 ].xyz ) );
	#ifndef USE_SIZEATTENUATION
		bool isPerspective = isPerspectiveMatrix( projectionMatrix );
		if ( isPerspective ) scale *= - mvPosition.z;
	#endif
	vec2 alignedPosition = ( position.xy - ( center - vec2( 0.5 ) ) ) * scale;
	vec2 rotatedPosition;
	rotatedPosition.x = cos( rotation ) * alignedPosition.x - sin( rotation ) * alignedPosition.y;
	rotatedPosition.y = sin( rotation ) * alignedPosition.x + cos( rotation ) * alignedPosition.y;
	mvPosition.xy += rotatedPosition;
	gl_Position = projectionMatrix * mvPosition;
	#include <logdepthbuf_vertex>
	#include <clipping_planes_vertex>
	#include <fog_vertex>
}`,dy=`uniform vec3 diffuse;
uniform float opacity;
#include <common>
#include <uv_pars_fragment>
#include <map_pars_fragment>
#include <alphamap_pars_fragment>
#include <alphatest_pars_fragment>
#include <alphahash_pars_fragment>
#include <fog_pars_fragment>
#include <logdepthbuf_pars_fragment>
#include <clipping_planes_pars_fragment>
void main() {
	vec4 diffuseColor = vec4( diffuse, opacity );
	#include <clipping_planes_fragment>
	vec3 outgoingLight = vec3( 0.0 );
	#include <logdepthbuf_fragment>
	#include <map_fragment>
	#include <alphamap_fragment>
	#include <alphatest_fragment>
	#include <alphahash_fragment>
	outgoingLight = diffuseColor.rgb;
	#include <opaque_fragment>
	#include <tonemapping_fragment>
	#include <colorspace_fragment>
	#include <fog_fragment>
}`,Ot={alphahash_fragment:Ng,alphahash_pars_fragment:Ug,alphamap_fragment:Fg,alphamap_pars_fragment:Og,alphatest_fragment:kg,alphatest_pars_fragment:Bg,aomap_fragment:zg,aomap_pars_fragment:Hg,batching_pars_vertex:Vg,batching_vertex:Gg,begin_vertex:Wg,beginnormal_vertex:$g,bsdfs:Xg,iridescence_fragment:qg,bumpmap_pars_fragment:Yg,clipping_planes_fragment:Zg,clipping_planes_pars_fragment:jg,clipping_planes_pars_vertex:Kg,clipping_planes_vertex:Jg,color_fragment:Qg,color_pars_fragment:t0,color_pars_vertex:e0,color_vertex:n0,common:i0,cube_uv_reflection_fragment:s0,defaultnormal_vertex:r0,displacementmap_pars_vertex:o0,displacementmap_vertex:a0,emissivemap_fragment:l0,emissivemap_pars_fragment:c0,colorspace_fragment:h0,colorspace_pars_fragment:u0,envmap_fragment:d0,envmap_common_pars_fragment:f0,envmap_pars_fragment:p0,envmap_pars_vertex:m0,envmap_physical_pars_fragment:E0,envmap_vertex:g0,fog_vertex:x0,fog_pars_vertex:y0,fog_fragment:v0,fog_pars_fragment:b0,gradientmap_pars_fragment:_0,lightmap_pars_fragment:M0,lights_lambert_fragment:w0,lights_lambert_pars_fragment:S0,lights_pars_begin:A0,lights_toon_fragment:T0,lights_toon_pars_fragment:C0,lights_phong_fragment:R0,lights_phong_pars_fragment:P0,lights_physical_fragment:I0,lights_physical_pars_fragment:L0,lights_fragment_begin:D0,lights_fragment_maps:N0,lights_fragment_end:U0,logdepthbuf_fragment:F0,logdepthbuf_pars_fragment:O0,logdepthbuf_pars_vertex:k0,logdepthbuf_vertex:B0,map_fragment:z0,map_pars_fragment:H0,map_particle_fragment:V0,map_particle_pars_fragment:G0,metalnessmap_fragment:W0,metalnessmap_pars_fragment:$0,morphinstance_vertex:X0,morphcolor_vertex:q0,morphnormal_vertex:Y0,morphtarget_pars_vertex:Z0,morphtarget_vertex:j0,normal_fragment_begin:K0,normal_fragment_maps:J0,normal_pars_fragment:Q0,normal_pars_vertex:tx,normal_vertex:ex,normalmap_pars_fragment:nx,clearcoat_normal_fragment_begin:ix,clearcoat_normal_fragment_maps:sx,clearcoat_pars_fragment:rx,iridescence_pars_fragment:ox,opaque_fragment:ax,packing:lx,premultiplied_alpha_fragment:cx,project_vertex:hx,dithering_fragment:ux,dithering_pars_fragment:dx,roughnessmap_fragment:fx,roughnessmap_pars_fragment:px,shadowmap_pars_fragment:mx,shadowmap_pars_vertex:gx,shadowmap_vertex:xx,shadowmask_pars_fragment:yx,skinbase_vertex:vx,skinning_pars_vertex:bx,skinning_vertex:_x,skinnormal_vertex:Mx,specularmap_fragment:wx,specularmap_pars_fragment:Sx,tonemapping_fragment:Ax,tonemapping_pars_fragment:Ex,transmission_fragment:Tx,transmission_pars_fragment:Cx,uv_pars_fragment:Rx,uv_pars_vertex:Px,uv_vertex:Ix,worldpos_vertex:Lx,background_vert:Dx,background_frag:Nx,backgroundCube_vert:Ux,backgroundCube_frag:Fx,cube_vert:Ox,cube_frag:kx,depth_vert:Bx,depth_frag:zx,distanceRGBA_vert:Hx,distanceRGBA_frag:Vx,equirect_vert:Gx,equirect_frag:Wx,linedashed_vert:$x,linedashed_frag:Xx,meshbasic_vert:qx,meshbasic_frag:Yx,meshlambert_vert:Zx,meshlambert_frag:jx,meshmatcap_vert:Kx,meshmatcap_frag:Jx,meshnormal_vert:Qx,meshnormal_frag:ty,meshphong_vert:ey,meshphong_frag:ny,meshphysical_vert:iy,meshphysical_frag:sy,meshtoon_vert:ry,meshtoon_frag:oy,points_vert:ay,points_frag:ly,shadow_vert:cy,shadow_frag:hy,sprite_vert:uy,sprite_frag:dy},it={common:{diffuse:{value:new Nt(16777215)},opacity:{value:1},map:{value:null},mapTransform:{value:new Dt},alphaMap:{value:null},alphaMapTransform:{value:new Dt},alphaTest:{value:0}},specularmap:{specularMap:{value:null},specularMapTransform:{value:new Dt}},envmap:{envMap:{value:null},envMapRotation:{value:new Dt},flipEnvMap:{value:-1},reflectivity:{value:1},ior:{value:1.5},refractionRatio:{value:.98}},aomap:{aoMap:{value:null},aoMapIntensity:{value:1},aoMapTransform:{value:new Dt}},lightmap:{lightMap:{value:null},lightMapIntensity:{value:1},lightMapTransform:{value:new Dt}},bumpmap:{bumpMap:{value:null},bumpMapTransform:{value:new Dt},bumpScale:{value:1}},normalmap:{normalMap:{value:null},normalMapTransform:{value:new Dt},normalScale:{value:new Tt(1,1)}},displacementmap:{displacementMap:{value:null},displacementMapTransform:{value:new Dt},displacementScale:{value:1},displacementBias:{value:0}},emissivemap:{emissiveMap:{value:null},emissiveMapTransform:{value:new Dt}},metalnessmap:{metalnessMap:{value:null},metalnessMapTransform:{value:new Dt}},roughnessmap:{roughnessMap:{value:null},roughnessMapTransform:{value:new Dt}},gradientmap:{gradientMap:{value:null}},fog:{fogDensity:{value:25e-5},fogNear:{value:1},fogFar:{value:2e3},fogColor:{value:new Nt(16777215)}},lights:{ambientLightColor:{value:[]},lightProbe:{value:[]},directionalLights:{value:[],properties:{direction:{},color:{}}},directionalLightShadows:{value:[],properties:{shadowIntensity:1,shadowBias:{},shadowNormalBias:{},shadowRadius:{},shadowMapSize:{}}},directionalShadowMap:{value:[]},directionalShadowMatrix:{value:[]},spotLights:{value:[],properties:{color:{},position:{},direction:{},distance:{},coneCos:{},penumbraCos:{},decay:{}}},spotLightShadows:{value:[],properties:{shadowIntensity:1,shadowBias:{},shadowNormalBias:{},shadowRadius:{},shadowMapSize:{}}},spotLightMap:{value:[]},spotShadowMap:{value:[]},spotLightMatrix:{value:[]},pointLights:{value:[],properties:{color:{},position:{},decay:{},distance:{}}},pointLightShadows:{value:[],properties:{shadowIntensity:1,shadowBias:{},shadowNormalBias:{},shadowRadius:{},shadowMapSize:{},shadowCameraNear:{},shadowCameraFar:{}}},pointShadowMap:{value:[]},pointShadowMatrix:{value:[]},hemisphereLights:{value:[],properties:{direction:{},skyColor:{},groundColor:{}}},rectAreaLights:{value:[],properties:{color:{},position:{},width:{},height:{}}},ltc_1:{value:null},ltc_2:{value:null}},points:{diffuse:{value:new Nt(16777215)},opacity:{value:1},size:{value:1},scale:{value:1},map:{value:null},alphaMap:{value:null},alphaMapTransform:{value:new Dt},alphaTest:{value:0},uvTransform:{value:new Dt}},sprite:{diffuse:{value:new Nt(16777215)},opacity:{value:1},center:{value:new Tt(.5,.5)},rotation:{value:0},map:{value:null},mapTransform:{value:new Dt},alphaMap:{value:null},alphaMapTransform:{value:new Dt},alphaTest:{value:0}}},Ne={basic:{uniforms:De([it.common,it.specularmap,it.envmap,it.aomap,it.lightmap,it.fog]),vertexShader:Ot.meshbasic_vert,fragmentShader:Ot.meshbasic_frag},lambert:{uniforms:De([it.common,it.specularmap,it.envmap,it.aomap,it.lightmap,it.emissivemap,it.bumpmap,it.normalmap,it.displacementmap,it.fog,it.lights,{emissive:{value:new Nt(0)}}]),vertexShader:Ot.meshlambert_vert,fragmentShader:Ot.meshlambert_frag},phong:{uniforms:De([it.common,it.specularmap,it.envmap,it.aomap,it.lightmap,it.emissivemap,it.bumpmap,it.normalmap,it.displacementmap,it.fog,it.lights,{emissive:{value:new Nt(0)},specular:{value:new Nt(1118481)},shininess:{value:30}}]),vertexShader:Ot.meshphong_vert,fragmentShader:Ot.meshphong_frag},standard:{uniforms:De([it.common,it.envmap,it.aomap,it.lightmap,it.emissivemap,it.bumpmap,it.normalmap,it.displacementmap,it.roughnessmap,it.metalnessmap,it.fog,it.lights,{emissive:{value:new Nt(0)},roughness:{value:1},metalness:{value:0},envMapIntensity:{value:1}}]),vertexShader:Ot.meshphysical_vert,fragmentShader:Ot.meshphysical_frag},toon:{uniforms:De([it.common,it.aomap,it.lightmap,it.emissivemap,it.bumpmap,it.normalmap,it.displacementmap,it.gradientmap,it.fog,it.lights,{emissive:{value:new Nt(0)}}]),vertexShader:Ot.meshtoon_vert,fragmentShader:Ot.meshtoon_frag},matcap:{uniforms:De([it.common,it.bumpmap,it.normalmap,it.displacementmap,it.fog,{matcap:{value:null}}]),vertexShader:Ot.meshmatcap_vert,fragmentShader:Ot.meshmatcap_frag},points:{uniforms:De([it.points,it.fog]),vertexShader:Ot.points_vert,fragmentShader:Ot.points_frag},dashed:{uniforms:De([it.common,it.fog,{scale:{value:1},dashSize:{value:1},totalSize:{value:2}}]),vertexShader:Ot.linedashed_vert,fragmentShader:Ot.linedashed_frag},depth:{uniforms:De([it.common,it.displacementmap]),vertexShader:Ot.depth_vert,fragmentShader:Ot.depth_frag},normal:{uniforms:De([it.common,it.bumpmap,it.normalmap,it.displacementmap,{opacity:{value:1}}]),vertexShader:Ot.meshnormal_vert,fragmentShader:Ot.meshnormal_frag},sprite:{uniforms:De([it.sprite,it.fog]),vertexShader:Ot.sprite_vert,fragmentShader:Ot.sprite_frag},background:{uniforms:{uvTransform:{value:new Dt},t2D:{value:null},backgroundIntensity:{value:1}},vertexShader:Ot.background_vert,fragmentShader:Ot.background_frag},backgroundCube:{uniforms:{envMap:{value:null},flipEnvMap:{value:-1},backgroundBlurriness:{value:0},backgroundIntensity:{value:1},backgroundRotation:{value:new Dt}},vertexShader:Ot.backgroundCube_vert,fragmentShader:Ot.backgroundCube_frag},cube:{uniforms:{tCube:{value:null},tFlip:{value:-1},opacity:{value:1}},vertexShader:Ot.cube_vert,fragmentShader:Ot.cube_frag},equirect:{uniforms:{tEquirect:{value:null}},vertexShader:Ot.equirect_vert,fragmentShader:Ot.equirect_frag},distanceRGBA:{uniforms:De([it.common,it.displacementmap,{referencePosition:{value:new D},nearDistance:{value:1},farDistance:{value:1e3}}]),vertexShader:Ot.distanceRGBA_vert,fragmentShader:Ot.distanceRGBA_frag},shadow:{uniforms:De([it.lights,it.fog,{color:{value:new Nt(0)},opacity:{value:1}}]),vertexShader:Ot.shadow_vert,fragmentShader:Ot.shadow_frag}};Ne.physical={uniforms:De([Ne.standard.uniforms,{clearcoat:{value:0},clearcoatMap:{value:null},clearcoatMapTransform:{value:new Dt},clearcoatNormalMap:{value:null},clearcoatNormalMapTransform:{value:new Dt},clearcoatNormalScale:{value:new Tt(1,1)},clearcoatRoughness:{value:0},clearcoatRoughnessMap:{value:null},clearcoatRoughnessMapTransform:{value:new Dt},dispersion:{value:0},iridescence:{value:0},iridescenceMap:{value:null},iridescenceMapTransform:{value:new Dt},iridescenceIOR:{value:1.3},iridescenceThicknessMinimum:{value:100},iridescenceThicknessMaximum:{value:400},iridescenceThicknessMap:{value:null},iridescenceThicknessMapTransform:{value:new Dt},sheen:{value:0},sheenColor:{value:new Nt(0)},sheenColorMap:{value:null},sheenColorMapTransform:{value:new Dt},sheenRoughness:{value:1},sheenRoughnessMap:{value:null},sheenRoughnessMapTransform:{value:new Dt},transmission:{value:0},transmissionMap:{value:null},transmissionMapTransform:{value:new Dt},transmissionSamplerSize:{value:new Tt},transmissionSamplerMap:{value:null},thickness:{value:0},thicknessMap:{value:null},thicknessMapTransform:{value:new Dt},attenuationDistance:{value:0},attenuationColor:{value:new Nt(0)},specularColor:{value:new Nt(1,1,1)},specularColorMap:{value:null},specularColorMapTransform:{value:new Dt},specularIntensity:{value:1},specularIntensityMap:{value:null},specularIntensityMapTransform:{value:new Dt},anisotropyVector:{value:new Tt},anisotropyMap:{value:null},anisotropyMapTransform:{value:new Dt}}]),vertexShader:Ot.meshphysical_vert,fragmentShader:Ot.meshphysical_frag};var fo={r:0,b:0,g:0},Fi=new In,fy=new oe;function py(s,t,e,n,i,r,o){let a=new Nt(0),l=r===!0?0:1,c,h,u=null,d=0,f=null;function p(M){let S=M.isScene===!0?M.background:null;return S&&S.isTexture&&(S=(M.backgroundBlurriness>0?e:t).get(S)),S}function x(M){let S=!1,b=p(M);b===null?g(a,l):b&&b.isColor&&(g(b,1),S=!0);let C=s.xr.getEnvironmentBlendMode();C==="additive"?n.buffers.color.setClear(0,0,0,1,o):C==="alpha-blend"&&n.buffers.color.setClear(0,0,0,0,o),(s.autoClear||S)&&(n.buffers.depth.setTest(!0),n.buffers.depth.setMask(!0),n.buffers.color.setMask(!0),s.clear(s.autoClearColor,s.autoClearDepth,s.autoClearStencil))}function m(M,S){let b=p(S);b&&(b.isCubeTexture||b.mapping===Jo)?(h===void 0&&(h=new Me(new mr(1,1,1),new an({name:"BackgroundCubeMaterial",uniforms:Ns(Ne.backgroundCube.uniforms),vertexShader:Ne.backgroundCube.vertexShader,fragmentShader:Ne.backgroundCube.fragmentShader,side:Ve,depthTest:!1,depthWrite:!1,fog:!1})),h.geometry.deleteAttribute("normal"),h.geometry.deleteAttribute("uv"),h.onBeforeRender=function(C,E,T){this.matrixWorld.copyPosition(T.matrixWorld)},Object.defineProperty(h.material,"envMap",{get:function(){return this.uniforms.envMap.value}}),i.update(h)),Fi.copy(S.backgroundRotation),Fi.x*=-1,Fi.y*=-1,Fi.z*=-1,b.isCubeTexture&&b.isRenderTargetTexture===!1&&(Fi.y*=-1,Fi.z*=-1),h.material.uniforms.envMap.value=b,h.material.uniforms.flipEnvMap.value=b.isCubeTexture&&b.isRenderTargetTexture===!1?-1:1,h.material.uniforms.backgroundBlurriness.value=S.backgroundBlurriness,h.material.uniforms.backgroundIntensity.value=S.backgroundIntensity,h.material.uniforms.backgroundRotation.value.setFromMatrix4(fy.makeRotationFromEuler(Fi)),h.material.toneMapped=Wt.getTransfer(b.colorSpace)!==Jt,(u!==b||d!==b.version||f!==s.toneMapping)&&(h.material.needsUpdate=!0,u=b,d=b.version,f=s.toneMapping),h.layers.enableAll(),M.unshift(h,h.geometry,h.material,0,0,null)):b&&b.isTexture&&(c===void 0&&(c=new Me(new Uo(2,2),new an({name:"BackgroundMaterial",uniforms:Ns(Ne.background.uniforms),vertexShader:Ne.background.vertexShader,fragmentShader:Ne.background.fragmentShader,side:Mi,depthTest:!1,depthWrite:!1,fog:!1})),c.geometry.deleteAttribute("normal"),Object.defineProperty(c.material,"map",{get:function(){return this.uniforms.t2D.value}}),i.update(c)),c.material.uniforms.t2D.value=b,c.material.uniforms.backgroundIntensity.value=S.backgroundIntensity,c.material.toneMapped=Wt.getTransfer(b.colorSpace)!==Jt,b.matrixAutoUpdate===!0&&b.updateMatrix(),c.material.uniforms.uvTransform.value.copy(b.matrix),(u!==b||d!==b.version||f!==s.toneMapping)&&(c.material.needsUpdate=!0,u=b,d=b.version,f=s.toneMapping),c.layers.enableAll(),M.unshift(c,c.geometry,c.material,0,0,null))}function g(M,S){M.getRGB(fo,Kd(s)),n.buffers.color.setClear(fo.r,fo.g,fo.b,S,o)}return{getClearColor:function(){return a},setClearColor:function(M,S=1){a.set(M),l=S,g(a,l)},getClearAlpha:function(){return l},setClearAlpha:function(M){l=M,g(a,l)},render:x,addToRenderList:m}}function my(s,t){let e=s.getParameter(s.MAX_VERTEX_ATTRIBS),n={},i=d(null),r=i,o=!1;function a(y,P,G,k,$){let X=!1,H=u(k,G,P);r!==H&&(r=H,c(r.object)),X=f(y,k,G,$),X&&p(y,k,G,$),$!==null&&t.update($,s.ELEMENT_ARRAY_BUFFER),(X||o)&&(o=!1,b(y,P,G,k),$!==null&&s.bindBuffer(s.ELEMENT_ARRAY_BUFFER,t.get($).buffer))}function l(){return s.createVertexArray()}function c(y){return s.bindVertexArray(y)}function h(y){return s.deleteVertexArray(y)}function u(y,P,G){let k=G.wireframe===!0,$=n[y.id];$===void 0&&($={},n[y.id]=$);let X=$[P.id];X===void 0&&(X={},$[P.id]=X);let H=X[k];return H===void 0&&(H=d(l()),X[k]=H),H}function d(y){let P=[],G=[],k=[];for(let $=0;$<e;$++)P[$]=0,G[$]=0,k[$]=0;return{geometry:null,program:null,wireframe:!1,newAttributes:P,enabledAttributes:G,attributeDivisors:k,object:y,attributes:{},index:null}}function f(y,P,G,k){let $=r.attributes,X=P.attributes,H=0,J=G.getAttributes();for(let V in J)if(J[V].location>=0){let ct=$[V],mt=X[V];if(mt===void 0&&(V==="instanceMatrix"&&y.instanceMatrix&&(mt=y.instanceMatrix),V==="instanceColor"&&y.instanceColor&&(mt=y.instanceColor)),ct===void 0||ct.attribute!==mt||mt&&ct.data!==mt.data)return!0;H++}return r.attributesNum!==H||r.index!==k}function p(y,P,G,k){let $={},X=P.attributes,H=0,J=G.getAttributes();for(let V in J)if(J[V].location>=0){let ct=X[V];ct===void 0&&(V==="instanceMatrix"&&y.instanceMatrix&&(ct=y.instanceMatrix),V==="instanceColor"&&y.instanceColor&&(ct=y.instanceColor));let mt={};mt.attribute=ct,ct&&ct.data&&(mt.data=ct.data),$[V]=mt,H++}r.attributes=$,r.attributesNum=H,r.index=k}function x(){let y=r.newAttributes;for(let P=0,G=y.length;P<G;P++)y[P]=0}function m(y){g(y,0)}function g(y,P){let G=r.newAttributes,k=r.enabledAttributes,$=r.attributeDivisors;G[y]=1,k[y]===0&&(s.enableVertexAttribArray(y),k[y]=1),$[y]!==P&&(s.vertexAttribDivisor(y,P),$[y]=P)}function M(){let y=r.newAttributes,P=r.enabledAttributes;for(let G=0,k=P.length;G<k;G++)P[G]!==y[G]&&(s.disableVertexAttribArray(G),P[G]=0)}function S(y,P,G,k,$,X,H){H===!0?s.vertexAttribIPointer(y,P,G,$,X):s.vertexAttribPointer(y,P,G,k,$,X)}function b(y,P,G,k){x();let $=k.attributes,X=G.getAttributes(),H=P.defaultAttributeValues;for(let J in X){let V=X[J];if(V.location>=0){let nt=$[J];if(nt===void 0&&(J==="instanceMatrix"&&y.instanceMatrix&&(nt=y.instanceMatrix),J==="instanceColor"&&y.instanceColor&&(nt=y.instanceColor)),nt!==void 0){let ct=nt.normalized,mt=nt.itemSize,Ut=t.get(nt);if(Ut===void 0)continue;let Xt=Ut.buffer,q=Ut.type,Q=Ut.bytesPerElement,pt=q===s.INT||q===s.UNSIGNED_INT||nt.gpuType===Qc;if(nt.isInterleavedBufferAttribute){let rt=nt.data,Et=rt.stride,Pt=nt.offset;if(rt.isInstancedInterleavedBuffer){for(let kt=0;kt<V.locationSize;kt++)g(V.location+kt,rt.meshPerAttribute);y.isInstancedMesh!==!0&&k._maxInstanceCount===void 0&&(k._maxInstanceCount=rt.meshPerAttribute*rt.count)}else for(let kt=0;kt<V.locationSize;kt++)m(V.location+kt);s.bindBuffer(s.ARRAY_BUFFER,Xt);for(let kt=0;kt<V.locationSize;kt++)S(V.location+kt,mt/V.locationSize,q,ct,Et*Q,(Pt+mt/V.locationSize*kt)*Q,pt)}else{if(nt.isInstancedBufferAttribute){for(let rt=0;rt<V.locationSize;rt++)g(V.location+rt,nt.meshPerAttribute);y.isInstancedMesh!==!0&&k._maxInstanceCount===void 0&&(k._maxInstanceCount=nt.meshPerAttribute*nt.count)}else for(let rt=0;rt<V.locationSize;rt++)m(V.location+rt);s.bindBuffer(s.ARRAY_BUFFER,Xt);for(let rt=0;rt<V.locationSize;rt++)S(V.location+rt,mt/V.locationSize,q,ct,mt*Q,mt/V.locationSize*rt*Q,pt)}}else if(H!==void 0){let ct=H[J];if(ct!==void 0)switch(ct.length){case 2:s.vertexAttrib2fv(V.location,ct);break;case 3:s.vertexAttrib3fv(V.location,ct);break;case 4:s.vertexAttrib4fv(V.location,ct);break;default:s.vertexAttrib1fv(V.location,ct)}}}}M()}function C(){I();for(let y in n){let P=n[y];for(let G in P){let k=P[G];for(let $ in k)h(k[$].object),delete k[$];delete P[G]}delete n[y]}}function E(y){if(n[y.id]===void 0)return;let P=n[y.id];for(let G in P){let k=P[G];for(let $ in k)h(k[$].object),delete k[$];delete P[G]}delete n[y.id]}function T(y){for(let P in n){let G=n[P];if(G[y.id]===void 0)continue;let k=G[y.id];for(let $ in k)h(k[$].object),delete k[$];delete G[y.id]}}function I(){w(),o=!0,r!==i&&(r=i,c(r.object))}function w(){i.geometry=null,i.program=null,i.wireframe=!1}return{setup:a,reset:I,resetDefaultState:w,dispose:C,releaseStatesOfGeometry:E,releaseStatesOfProgram:T,initAttributes:x,enableAttribute:m,disableUnusedAttributes:M}}function gy(s,t,e){let n;function i(c){n=c}function r(c,h){s.drawArrays(n,c,h),e.update(h,n,1)}function o(c,h,u){u!==0&&(s.drawArraysInstanced(n,c,h,u),e.update(h,n,u))}function a(c,h,u){if(u===0)return;t.get("WEBGL_multi_draw").multiDrawArraysWEBGL(n,c,0,h,0,u);let f=0;for(let p=0;p<u;p++)f+=h[p];e.update(f,n,1)}function l(c,h,u,d){if(u===0)return;let f=t.get("WEBGL_multi_draw");if(f===null)for(let p=0;p<c.length;p++)o(c[p],h[p],d[p]);else{f.multiDrawArraysInstancedWEBGL(n,c,0,h,0,d,0,u);let p=0;for(let x=0;x<u;x++)p+=h[x]*d[x];e.update(p,n,1)}}this.setMode=i,this.render=r,this.renderInstances=o,this.renderMultiDraw=a,this.renderMultiDrawInstances=l}function xy(s,t,e,n){let i;function r(){if(i!==void 0)return i;if(t.has("EXT_texture_filter_anisotropic")===!0){let T=t.get("EXT_texture_filter_anisotropic");i=s.getParameter(T.MAX_TEXTURE_MAX_ANISOTROPY_EXT)}else i=0;return i}function o(T){return!(T!==xn&&n.convert(T)!==s.getParameter(s.IMPLEMENTATION_COLOR_READ_FORMAT))}function a(T){let I=T===yr&&(t.has("EXT_color_buffer_half_float")||t.has("EXT_color_buffer_float"));return!(T!==Jn&&n.convert(T)!==s.getParameter(s.IMPLEMENTATION_COLOR_READ_TYPE)&&T!==Yn&&!I)}function l(T){if(T==="highp"){if(s.getShaderPrecisionFormat(s.VERTEX_SHADER,s.HIGH_FLOAT).precision>0&&s.getShaderPrecisionFormat(s.FRAGMENT_SHADER,s.HIGH_FLOAT).precision>0)return"highp";T="mediump"}return T==="mediump"&&s.getShaderPrecisionFormat(s.VERTEX_SHADER,s.MEDIUM_FLOAT).precision>0&&s.getShaderPrecisionFormat(s.FRAGMENT_SHADER,s.MEDIUM_FLOAT).precision>0?"mediump":"lowp"}let c=e.precision!==void 0?e.precision:"highp",h=l(c);h!==c&&(console.warn("THREE.WebGLRenderer:",c,"not supported, using",h,"instead."),c=h);let u=e.logarithmicDepthBuffer===!0,d=e.reverseDepthBuffer===!0&&t.has("EXT_clip_control"),f=s.getParameter(s.MAX_TEXTURE_IMAGE_UNITS),p=s.getParameter(s.MAX_VERTEX_TEXTURE_IMAGE_UNITS),x=s.getParameter(s.MAX_TEXTURE_SIZE),m=s.getParameter(s.MAX_CUBE_MAP_TEXTURE_SIZE),g=s.getParameter(s.MAX_VERTEX_ATTRIBS),M=s.getParameter(s.MAX_VERTEX_UNIFORM_VECTORS),S=s.getParameter(s.MAX_VARYING_VECTORS),b=s.getParameter(s.MAX_FRAGMENT_UNIFORM_VECTORS),C=p>0,E=s.getParameter(s.MAX_SAMPLES);return{isWebGL2:!0,getMaxAnisotropy:r,getMaxPrecision:l,textureFormatReadable:o,textureTypeReadable:a,precision:c,logarithmicDepthBuffer:u,reverseDepthBuffer:d,maxTextures:f,maxVertexTextures:p,maxTextureSize:x,maxCubemapSize:m,maxAttributes:g,maxVertexUniforms:M,maxVaryings:S,maxFragmentUniforms:b,vertexTextures:C,maxSamples:E}}function yy(s){let t=this,e=null,n=0,i=!1,r=!1,o=new mn,a=new Dt,l={value:null,needsUpdate:!1};this.uniform=l,this.numPlanes=0,this.numIntersection=0,this.init=function(u,d){let f=u.length!==0||d||n!==0||i;return i=d,n=u.length,f},this.beginShadows=function(){r=!0,h(null)},this.endShadows=function(){r=!1},this.setGlobalState=function(u,d){e=h(u,d,0)},this.setState=function(u,d,f){let p=u.clippingPlanes,x=u.clipIntersection,m=u.clipShadows,g=s.get(u);if(!i||p===null||p.length===0||r&&!m)r?h(null):c();else{let M=r?0:n,S=M*4,b=g.clippingState||null;l.value=b,b=h(p,d,S,f);for(let C=0;C!==S;++C)b[C]=e[C];g.clippingState=b,this.numIntersection=x?this.numPlanes:0,this.numPlanes+=M}};function c(){l.value!==e&&(l.value=e,l.needsUpdate=n>0),t.numPlanes=n,t.numIntersection=0}function h(u,d,f,p){let x=u!==null?u.length:0,m=null;if(x!==0){if(m=l.value,p!==!0||m===null){let g=f+x*4,M=d.matrixWorldInverse;a.getNormalMatrix(M),(m===null||m.length<g)&&(m=new Float32Array(g));for(let S=0,b=f;S!==x;++S,b+=4)o.copy(u[S]).applyMatrix4(M,a),o.normal.toArray(m,b),m[b+3]=o.constant}l.value=m,l.needsUpdate=!0}return t.numPlanes=x,t.numIntersection=0,m}}function vy(s){let t=new WeakMap;function e(o,a){return a===Gl?o.mapping=Ps:a===Wl&&(o.mapping=Is),o}function n(o){if(o&&o.isTexture){let a=o.mapping;if(a===Gl||a===Wl)if(t.has(o)){let l=t.get(o).texture;return e(l,o.mapping)}else{let l=o.image;if(l&&l.height>0){let c=new Ac(l.height);return c.fromEquirectangularTexture(s,o),t.set(o,c),o.addEventListener("dispose",i),e(c.texture,o.mapping)}else return null}}return o}function i(o){let a=o.target;a.removeEventListener("dispose",i);let l=t.get(a);l!==void 0&&(t.delete(a),l.dispose())}function r(){t=new WeakMap}return{get:n,dispose:r}}var Fo=class extends Do{constructor(t=-1,e=1,n=1,i=-1,r=.1,o=2e3){super(),this.isOrthographicCamera=!0,this.type="OrthographicCamera",this.zoom=1,this.view=null,this.left=t,this.right=e,this.top=n,this.bottom=i,this.near=r,this.far=o,this.updateProjectionMatrix()}copy(t,e){return super.copy(t,e),this.left=t.left,this.right=t.right,this.top=t.top,this.bottom=t.bottom,this.near=t.near,this.far=t.far,this.zoom=t.zoom,this.view=t.view===null?null:Object.assign({},t.view),this}setViewOffset(t,e,n,i,r,o){this.view===null&&(this.view={enabled:!0,fullWidth:1,fullHeight:1,offsetX:0,offsetY:0,width:1,height:1}),this.view.enabled=!0,this.view.fullWidth=t,this.view.fullHeight=e,this.view.offsetX=n,this.view.offsetY=i,this.view.width=r,this.view.height=o,this.updateProjectionMatrix()}clearViewOffset(){this.view!==null&&(this.view.enabled=!1),this.updateProjectionMatrix()}updateProjectionMatrix(){let t=(this.right-this.left)/(2*this.zoom),e=(this.top-this.bottom)/(2*this.zoom),n=(this.right+this.left)/2,i=(this.top+this.bottom)/2,r=n-t,o=n+t,a=i+e,l=i-e;if(this.view!==null&&this.view.enabled){let c=(this.right-this.left)/this.view.fullWidth/this.zoom,h=(this.top-this.bottom)/this.view.fullHeight/this.zoom;r+=c*this.view.offsetX,o=r+c*this.view.width,a-=h*this.view.offsetY,l=a-h*this.view.height}this.projectionMatrix.makeOrthographic(r,o,a,l,this.near,this.far,this.coordinateSystem),this.projectionMatrixInverse.copy(this.projectionMatrix).invert()}toJSON(t){let e=super.toJSON(t);return e.object.zoom=this.zoom,e.object.left=this.left,e.object.right=this.right,e.object.top=this.top,e.object.bottom=this.bottom,e.object.near=this.near,e.object.far=this.far,this.view!==null&&(e.object.view=Object.assign({},this.view)),e}},Ss=4,ed=[.125,.215,.35,.446,.526,.582],Hi=20,El=new Fo,nd=new Nt,Tl=null,Cl=0,Rl=0,Pl=!1,ki=(1+Math.sqrt(5))/2,ws=1/ki,id=[new D(-ki,ws,0),new D(ki,ws,0),new D(-ws,0,ki),new D(ws,0,ki),new D(0,ki,-ws),new D(0,ki,ws),new D(-1,1,-1),new D(1,1,-1),new D(-1,1,1),new D(1,1,1)],Oo=class{constructor(t){this._renderer=t,this._pingPongRenderTarget=null,this._lodMax=0,this._cubeSize=0,this._lodPlanes=[],this._sizeLods=[],this._sigmas=[],this._blurMaterial=null,this._cubemapMaterial=null,this._equirectMaterial=null,this._compileMaterial(this._blurMaterial)}fromScene(t,e=0,n=.1,i=100){Tl=this._renderer.getRenderTarget(),Cl=this._renderer.getActiveCubeFace(),Rl=this._renderer.getActiveMipmapLevel(),Pl=this._renderer.xr.enabled,this._renderer.xr.enabled=!1,this._setSize(256);let r=this._allocateTargets();return r.depthBuffer=!0,this._sceneToCubeUV(t,n,i,r),e>0&&this._blur(r,0,0,e),this._applyPMREM(r),this._cleanup(r),r}fromEquirectangular(t,e=null){return this._fromTexture(t,e)}fromCubemap(t,e=null){return this._fromTexture(t,e)}compileCubemapShader(){this._cubemapMaterial===null&&(this._cubemapMaterial=od(),this._compileMaterial(this._cubemapMaterial))}compileEquirectangularShader(){this._equirectMaterial===null&&(this._equirectMaterial=rd(),this._compileMaterial(this._equirectMaterial))}dispose(){this._dispose(),this._cubemapMaterial!==null&&this._cubemapMaterial.dispose(),this._equirectMaterial!==null&&this._equirectMaterial.dispose()}_setSize(t){this._lodMax=Math.floor(Math.log2(t)),this._cubeSize=Math.pow(2,this._lodMax)}_dispose(){this._blurMaterial!==null&&this._blurMaterial.dispose(),this._pingPongRenderTarget!==null&&this._pingPongRenderTarget.dispose();for(let t=0;t<this._lodPlanes.length;t++)this._lodPlanes[t].dispose()}_cleanup(t){this._renderer.setRenderTarget(Tl,Cl,Rl),this._renderer.xr.enabled=Pl,t.scissorTest=!1,po(t,0,0,t.width,t.height)}_fromTexture(t,e){t.mapping===Ps||t.mapping===Is?this._setSize(t.image.length===0?16:t.image[0].width||t.image[0].image.width):this._setSize(t.image.width/4),Tl=this._renderer.getRenderTarget(),Cl=this._renderer.getActiveCubeFace(),Rl=this._renderer.getActiveMipmapLevel(),Pl=this._renderer.xr.enabled,this._renderer.xr.enabled=!1;let n=e||this._allocateTargets();return this._textureToCubeUV(t,n),this._applyPMREM(n),this._cleanup(n),n}_allocateTargets(){let t=3*Math.max(this._cubeSize,112),e=4*this._cubeSize,n={magFilter:Rn,minFilter:Rn,generateMipmaps:!1,type:yr,format:xn,colorSpace:Os,depthBuffer:!1},i=sd(t,e,n);if(this._pingPongRenderTarget===null||this._pingPongRenderTarget.width!==t||this._pingPongRenderTarget.height!==e){this._pingPongRenderTarget!==null&&this._dispose(),this._pingPongRenderTarget=sd(t,e,n);let{_lodMax:r}=this;({sizeLods:this._sizeLods,lodPlanes:this._lodPlanes,sigmas:this._sigmas}=by(r)),this._blurMaterial=_y(r,t,e)}return i}_compileMaterial(t){let e=new Me(this._lodPlanes[0],t);this._renderer.compile(e,El)}_sceneToCubeUV(t,e,n,i){let a=new Ie(90,1,e,n),l=[1,-1,1,1,1,1],c=[1,1,1,-1,-1,-1],h=this._renderer,u=h.autoClear,d=h.toneMapping;h.getClearColor(nd),h.toneMapping=_i,h.autoClear=!1;let f=new Po({name:"PMREM.Background",side:Ve,depthWrite:!1,depthTest:!1}),p=new Me(new mr,f),x=!1,m=t.background;m?m.isColor&&(f.color.copy(m),t.background=null,x=!0):(f.color.copy(nd),x=!0);for(let g=0;g<6;g++){let M=g%3;M===0?(a.up.set(0,l[g],0),a.lookAt(c[g],0,0)):M===1?(a.up.set(0,0,l[g]),a.lookAt(0,c[g],0)):(a.up.set(0,l[g],0),a.lookAt(0,0,c[g]));let S=this._cubeSize;po(i,M*S,g>2?S:0,S,S),h.setRenderTarget(i),x&&h.render(p,a),h.render(t,a)}p.geometry.dispose(),p.material.dispose(),h.toneMapping=d,h.autoClear=u,t.background=m}_textureToCubeUV(t,e){let n=this._renderer,i=t.mapping===Ps||t.mapping===Is;i?(this._cubemapMaterial===null&&(this._cubemapMaterial=od()),this._cubemapMaterial.uniforms.flipEnvMap.value=t.isRenderTargetTexture===!1?-1:1):this._equirectMaterial===null&&(this._equirectMaterial=rd());let r=i?this._cubemapMaterial:this._equirectMaterial,o=new Me(this._lodPlanes[0],r),a=r.uniforms;a.envMap.value=t;let l=this._cubeSize;po(e,0,0,3*l,2*l),n.setRenderTarget(e),n.render(o,El)}_applyPMREM(t){let e=this._renderer,n=e.autoClear;e.autoClear=!1;let i=this._lodPlanes.length;for(let r=1;r<i;r++){let o=Math.sqrt(this._sigmas[r]*this._sigmas[r]-this._sigmas[r-1]*this._sigmas[r-1]),a=id[(i-r-1)%id.length];this._blur(t,r-1,r,o,a)}e.autoClear=n}_blur(t,e,n,i,r){let o=this._pingPongRenderTarget;this._halfBlur(t,o,e,n,i,"latitudinal",r),this._halfBlur(o,t,n,n,i,"longitudinal",r)}_halfBlur(t,e,n,i,r,o,a){let l=this._renderer,c=this._blurMaterial;o!=="latitudinal"&&o!=="longitudinal"&&console.error("blur direction must be either latitudinal or longitudinal!");let h=3,u=new Me(this._lodPlanes[i],c),d=c.uniforms,f=this._sizeLods[n]-1,p=isFinite(r)?Math.PI/(2*f):2*Math.PI/(2*Hi-1),x=r/p,m=isFinite(r)?1+Math.floor(h*x):Hi;m>Hi&&console.warn(`sigmaRadians, ${r}, is too large and will clip, as it requested ${m} samples when the maximum is set to ${Hi}`);let g=[],M=0;for(let T=0;T<Hi;++T){let I=T/x,w=Math.exp(-I*I/2);g.push(w),T===0?M+=w:T<m&&(M+=2*w)}for(let T=0;T<g.length;T++)g[T]=g[T]/M;d.envMap.value=t.texture,d.samples.value=m,d.weights.value=g,d.latitudinal.value=o==="latitudinal",a&&(d.poleAxis.value=a);let{_lodMax:S}=this;d.dTheta.value=p,d.mipInt.value=S-n;let b=this._sizeLods[i],C=3*b*(i>S-Ss?i-S+Ss:0),E=4*(this._cubeSize-b);po(e,C,E,3*b,2*b),l.setRenderTarget(e),l.render(u,El)}};function by(s){let t=[],e=[],n=[],i=s,r=s-Ss+1+ed.length;for(let o=0;o<r;o++){let a=Math.pow(2,i);e.push(a);let l=1/a;o>s-Ss?l=ed[o-s+Ss-1]:o===0&&(l=0),n.push(l);let c=1/(a-2),h=-c,u=1+c,d=[h,h,u,h,u,u,h,h,u,u,h,u],f=6,p=6,x=3,m=2,g=1,M=new Float32Array(x*p*f),S=new Float32Array(m*p*f),b=new Float32Array(g*p*f);for(let E=0;E<f;E++){let T=E%3*2/3-1,I=E>2?0:-1,w=[T,I,0,T+2/3,I,0,T+2/3,I+1,0,T,I,0,T+2/3,I+1,0,T,I+1,0];M.set(w,x*p*E),S.set(d,m*p*E);let y=[E,E,E,E,E,E];b.set(y,g*p*E)}let C=new we;C.setAttribute("position",new ge(M,x)),C.setAttribute("uv",new ge(S,m)),C.setAttribute("faceIndex",new ge(b,g)),t.push(C),i>Ss&&i--}return{lodPlanes:t,sizeLods:e,sigmas:n}}function sd(s,t,e){let n=new ti(s,t,e);return n.texture.mapping=Jo,n.texture.name="PMREM.cubeUv",n.scissorTest=!0,n}function po(s,t,e,n,i){s.viewport.set(t,e,n,i),s.scissor.set(t,e,n,i)}function _y(s,t,e){let n=new Float32Array(Hi),i=new D(0,1,0);return new an({name:"SphericalGaussianBlur",defines:{n:Hi,CUBEUV_TEXEL_WIDTH:1/t,CUBEUV_TEXEL_HEIGHT:1/e,CUBEUV_MAX_MIP:`${s}.0`},uniforms:{envMap:{value:null},samples:{value:1},weights:{value:n},latitudinal:{value:!1},dTheta:{value:0},mipInt:{value:0},poleAxis:{value:i}},vertexShader:oh(),fragmentShader:`

			precision mediump float;
			precision mediump int;

			varying vec3 vOutputDirection;

			uniform sampler2D envMap;
			uniform int samples;
			uniform float weights[ n ];
			uniform bool latitudinal;
			uniform float dTheta;
			uniform float mipInt;
			uniform vec3 poleAxis;

			#define ENVMAP_TYPE_CUBE_UV
			#include <cube_uv_reflection_fragment>

			vec3 getSample( float theta, vec3 axis ) {

				float cosTheta = cos( theta );
				// Rodrigues' axis-angle rotation
				vec3 sampleDirection = vOutputDirection * cosTheta
					+ cross( axis, vOutputDirection ) * sin( theta )
					+ axis * dot( axis, vOutputDirection ) * ( 1.0 - cosTheta );

				return bilinearCubeUV( envMap, sampleDirection, mipInt );

			}

			void main() {

				vec3 axis = latitudinal ? poleAxis : cross( poleAxis, vOutputDirection );

				if ( all( equal( axis, vec3( 0.0 ) ) ) ) {

					axis = vec3( vOutputDirection.z, 0.0, - vOutputDirection.x );

				}

				axis = normalize( axis );

				gl_FragColor = vec4( 0.0, 0.0, 0.0, 1.0 );
				gl_FragColor.rgb += weights[ 0 ] * getSample( 0.0, axis );

				for ( int i = 1; i < n; i++ ) {

					if ( i >= samples ) {

						break;

					}

					float theta = dTheta * float( i );
					gl_FragColor.rgb += weights[ i ] * getSample( -1.0 * theta, axis );
					gl_FragColor.rgb += weights[ i ] * getSample( theta, axis );

				}

			}
		`,blending:bi,depthTest:!1,depthWrite:!1})}function rd(){return new an({name:"EquirectangularToCubeUV",uniforms:{envMap:{value:null}},vertexShader:oh(),fragmentShader:`

			precision mediump float;
			precision mediump int;

			varying vec3 vOutputDirection;

			uniform sampler2D envMap;

			#include <common>

			void main() {

				vec3 outputDirection = normalize( vOutputDirection );
				vec2 uv = equirectUv( outputDirection );

				gl_FragColor = vec4( texture2D ( envMap, uv ).rgb, 1.0 );

			}
		`,blending:bi,depthTest:!1,depthWrite:!1})}function od(){return new an({name:"CubemapToCubeUV",uniforms:{envMap:{value:null},flipEnvMap:{value:-1}},vertexShader:oh(),fragmentShader:`

			precision mediump float;
			precision mediump int;

			uniform float flipEnvMap;

			varying vec3 vOutputDirection;

			uniform samplerCube envMap;

			void main() {

				gl_FragColor = textureCube( envMap, vec3( flipEnvMap * vOutputDirection.x, vOutputDirection.yz ) );

			}
		`,blending:bi,depthTest:!1,depthWrite:!1})}function oh(){return`

		precision mediump float;
		precision mediump int;

		attribute float faceIndex;

		varying vec3 vOutputDirection;

		// RH coordinate system; PMREM face-indexing convention
		vec3 getDirection( vec2 uv, float face ) {

			uv = 2.0 * uv - 1.0;

			vec3 direction = vec3( uv, 1.0 );

			if ( face == 0.0 ) {

				direction = direction.zyx; // ( 1, v, u ) pos x

			} else if ( face == 1.0 ) {

				direction = direction.xzy;
				direction.xz *= -1.0; // ( -u, 1, -v ) pos y

			} else if ( face == 2.0 ) {

				direction.x *= -1.0; // ( -u, v, 1 ) pos z

			} else if ( face == 3.0 ) {

				direction = direction.zyx;
				direction.xz *= -1.0; // ( -1, v, -u ) neg x

			} else if ( face == 4.0 ) {

				direction = direction.xzy;
				direction.xy *= -1.0; // ( -u, -1, v ) neg y

			} else if ( face == 5.0 ) {

				direction.z *= -1.0; // ( u, v, -1 ) neg z

			}

			return direction;

		}

		void main() {

			vOutputDirection = getDirection( uv, faceIndex );
			gl_Position = vec4( position, 1.0 );

		}
	`}function My(s){let t=new WeakMap,e=null;function n(a){if(a&&a.isTexture){let l=a.mapping,c=l===Gl||l===Wl,h=l===Ps||l===Is;if(c||h){let u=t.get(a),d=u!==void 0?u.texture.pmremVersion:0;if(a.isRenderTargetTexture&&a.pmremVersion!==d)return e===null&&(e=new Oo(s)),u=c?e.fromEquirectangular(a,u):e.fromCubemap(a,u),u.texture.pmremVersion=a.pmremVersion,t.set(a,u),u.texture;if(u!==void 0)return u.texture;{let f=a.image;return c&&f&&f.height>0||h&&f&&i(f)?(e===null&&(e=new Oo(s)),u=c?e.fromEquirectangular(a):e.fromCubemap(a),u.texture.pmremVersion=a.pmremVersion,t.set(a,u),a.addEventListener("dispose",r),u.texture):null}}}return a}function i(a){let l=0,c=6;for(let h=0;h<c;h++)a[h]!==void 0&&l++;return l===c}function r(a){let l=a.target;l.removeEventListener("dispose",r);let c=t.get(l);c!==void 0&&(t.delete(l),c.dispose())}function o(){t=new WeakMap,e!==null&&(e.dispose(),e=null)}return{get:n,dispose:o}}function wy(s){let t={};function e(n){if(t[n]!==void 0)return t[n];let i;switch(n){case"WEBGL_depth_texture":i=s.getExtension("WEBGL_depth_texture")||s.getExtension("MOZ_WEBGL_depth_texture")||s.getExtension("WEBKIT_WEBGL_depth_texture");break;case"EXT_texture_filter_anisotropic":i=s.getExtension("EXT_texture_filter_anisotropic")||s.getExtension("MOZ_EXT_texture_filter_anisotropic")||s.getExtension("WEBKIT_EXT_texture_filter_anisotropic");break;case"WEBGL_compressed_texture_s3tc":i=s.getExtension("WEBGL_compressed_texture_s3tc")||s.getExtension("MOZ_WEBGL_compressed_texture_s3tc")||s.getExtension("WEBKIT_WEBGL_compressed_texture_s3tc");break;case"WEBGL_compressed_texture_pvrtc":i=s.getExtension("WEBGL_compressed_texture_pvrtc")||s.getExtension("WEBKIT_WEBGL_compressed_texture_pvrtc");break;default:i=s.getExtension(n)}return t[n]=i,i}return{has:function(n){return e(n)!==null},init:function(){e("EXT_color_buffer_float"),e("WEBGL_clip_cull_distance"),e("OES_texture_float_linear"),e("EXT_color_buffer_half_float"),e("WEBGL_multisampled_render_to_texture"),e("WEBGL_render_shared_exponent")},get:function(n){let i=e(n);return i===null&&ar("THREE.WebGLRenderer: "+n+" extension not supported."),i}}}function Sy(s,t,e,n){let i={},r=new WeakMap;function o(u){let d=u.target;d.index!==null&&t.remove(d.index);for(let p in d.attributes)t.remove(d.attributes[p]);for(let p in d.morphAttributes){let x=d.morphAttributes[p];for(let m=0,g=x.length;m<g;m++)t.remove(x[m])}d.removeEventListener("dispose",o),delete i[d.id];let f=r.get(d);f&&(t.remove(f),r.delete(d)),n.releaseStatesOfGeometry(d),d.isInstancedBufferGeometry===!0&&delete d._maxInstanceCount,e.memory.geometries--}function a(u,d){return i[d.id]===!0||(d.addEventListener("dispose",o),i[d.id]=!0,e.memory.geometries++),d}function l(u){let d=u.attributes;for(let p in d)t.update(d[p],s.ARRAY_BUFFER);let f=u.morphAttributes;for(let p in f){let x=f[p];for(let m=0,g=x.length;m<g;m++)t.update(x[m],s.ARRAY_BUFFER)}}function c(u){let d=[],f=u.index,p=u.attributes.position,x=0;if(f!==null){let M=f.array;x=f.version;for(let S=0,b=M.length;S<b;S+=3){let C=M[S+0],E=M[S+1],T=M[S+2];d.push(C,E,E,T,T,C)}}else if(p!==void 0){let M=p.array;x=p.version;for(let S=0,b=M.length/3-1;S<b;S+=3){let C=S+0,E=S+1,T=S+2;d.push(C,E,E,T,T,C)}}else return;let m=new(Zd(d)?Lo:Io)(d,1);m.version=x;let g=r.get(u);g&&t.remove(g),r.set(u,m)}function h(u){let d=r.get(u);if(d){let f=u.index;f!==null&&d.version<f.version&&c(u)}else c(u);return r.get(u)}return{get:a,update:l,getWireframeAttribute:h}}function Ay(s,t,e){let n;function i(d){n=d}let r,o;function a(d){r=d.type,o=d.bytesPerElement}function l(d,f){s.drawElements(n,f,r,d*o),e.update(f,n,1)}function c(d,f,p){p!==0&&(s.drawElementsInstanced(n,f,r,d*o,p),e.update(f,n,p))}function h(d,f,p){if(p===0)return;t.get("WEBGL_multi_draw").multiDrawElementsWEBGL(n,f,0,r,d,0,p);let m=0;for(let g=0;g<p;g++)m+=f[g];e.update(m,n,1)}function u(d,f,p,x){if(p===0)return;let m=t.get("WEBGL_multi_draw");if(m===null)for(let g=0;g<d.length;g++)c(d[g]/o,f[g],x[g]);else{m.multiDrawElementsInstancedWEBGL(n,f,0,r,d,0,x,0,p);let g=0;for(let M=0;M<p;M++)g+=f[M]*x[M];e.update(g,n,1)}}this.setMode=i,this.setIndex=a,this.render=l,this.renderInstances=c,this.renderMultiDraw=h,this.renderMultiDrawInstances=u}function Ey(s){let t={geometries:0,textures:0},e={frame:0,calls:0,triangles:0,points:0,lines:0};function n(r,o,a){switch(e.calls++,o){case s.TRIANGLES:e.triangles+=a*(r/3);break;case s.LINES:e.lines+=a*(r/2);break;case s.LINE_STRIP:e.lines+=a*(r-1);break;case s.LINE_LOOP:e.lines+=a*r;break;case s.POINTS:e.points+=a*r;break;default:console.error("THREE.WebGLInfo: Unknown draw mode:",o);break}}function i(){e.calls=0,e.triangles=0,e.points=0,e.lines=0}return{memory:t,render:e,programs:null,autoReset:!0,reset:i,update:n}}function Ty(s,t,e){let n=new WeakMap,i=new Qt;function r(o,a,l){let c=o.morphTargetInfluences,h=a.morphAttributes.position||a.morphAttributes.normal||a.morphAttributes.color,u=h!==void 0?h.length:0,d=n.get(a);if(d===void 0||d.count!==u){let w=function(){T.dispose(),n.delete(a),a.removeEventListener("dispose",w)};d!==void 0&&d.texture.dispose();let f=a.morphAttributes.position!==void 0,p=a.morphAttributes.normal!==void 0,x=a.morphAttributes.color!==void 0,m=a.morphAttributes.position||[],g=a.morphAttributes.normal||[],M=a.morphAttributes.color||[],S=0;f===!0&&(S=1),p===!0&&(S=2),x===!0&&(S=3);let b=a.attributes.position.count*S,C=1;b>t.maxTextureSize&&(C=Math.ceil(b/t.maxTextureSize),b=t.maxTextureSize);let E=new Float32Array(b*C*4*u),T=new Ro(E,b,C,u);T.type=Yn,T.needsUpdate=!0;let I=S*4;for(let y=0;y<u;y++){let P=m[y],G=g[y],k=M[y],$=b*C*4*y;for(let X=0;X<P.count;X++){let H=X*I;f===!0&&(i.fromBufferAttribute(P,X),E[$+H+0]=i.x,E[$+H+1]=i.y,E[$+H+2]=i.z,E[$+H+3]=0),p===!0&&(i.fromBufferAttribute(G,X),E[$+H+4]=i.x,E[$+H+5]=i.y,E[$+H+6]=i.z,E[$+H+7]=0),x===!0&&(i.fromBufferAttribute(k,X),E[$+H+8]=i.x,E[$+H+9]=i.y,E[$+H+10]=i.z,E[$+H+11]=k.itemSize===4?i.w:1)}}d={count:u,texture:T,size:new Tt(b,C)},n.set(a,d),a.addEventListener("dispose",w)}if(o.isInstancedMesh===!0&&o.morphTexture!==null)l.getUniforms().setValue(s,"morphTexture",o.morphTexture,e);else{let f=0;for(let x=0;x<c.length;x++)f+=c[x];let p=a.morphTargetsRelative?1:1-f;l.getUniforms().setValue(s,"morphTargetBaseInfluence",p),l.getUniforms().setValue(s,"morphTargetInfluences",c)}l.getUniforms().setValue(s,"morphTargetsTexture",d.texture,e),l.getUniforms().setValue(s,"morphTargetsTextureSize",d.size)}return{update:r}}function Cy(s,t,e,n){let i=new WeakMap;function r(l){let c=n.render.frame,h=l.geometry,u=t.get(l,h);if(i.get(u)!==c&&(t.update(u),i.set(u,c)),l.isInstancedMesh&&(l.hasEventListener("dispose",a)===!1&&l.addEventListener("dispose",a),i.get(l)!==c&&(e.update(l.instanceMatrix,s.ARRAY_BUFFER),l.instanceColor!==null&&e.update(l.instanceColor,s.ARRAY_BUFFER),i.set(l,c))),l.isSkinnedMesh){let d=l.skeleton;i.get(d)!==c&&(d.update(),i.set(d,c))}return u}function o(){i=new WeakMap}function a(l){let c=l.target;c.removeEventListener("dispose",a),e.remove(c.instanceMatrix),c.instanceColor!==null&&e.remove(c.instanceColor)}return{update:r,dispose:o}}var ko=class extends rn{constructor(t,e,n,i,r,o,a,l,c,h=Es){if(h!==Es&&h!==Ds)throw new Error("DepthTexture format must be either THREE.DepthFormat or THREE.DepthStencilFormat");n===void 0&&h===Es&&(n=Wi),n===void 0&&h===Ds&&(n=Ls),super(null,i,r,o,a,l,h,n,c),this.isDepthTexture=!0,this.image={width:t,height:e},this.magFilter=a!==void 0?a:yn,this.minFilter=l!==void 0?l:yn,this.flipY=!1,this.generateMipmaps=!1,this.compareFunction=null}copy(t){return super.copy(t),this.compareFunction=t.compareFunction,this}toJSON(t){let e=super.toJSON(t);return this.compareFunction!==null&&(e.compareFunction=this.compareFunction),e}},Qd=new rn,ad=new ko(1,1),tf=new Ro,ef=new wc,nf=new No,ld=[],cd=[],hd=new Float32Array(16),ud=new Float32Array(9),dd=new Float32Array(4);function ks(s,t,e){let n=s[0];if(n<=0||n>0)return s;let i=t*e,r=ld[i];if(r===void 0&&(r=new Float32Array(i),ld[i]=r),t!==0){n.toArray(r,0);for(let o=1,a=0;o!==t;++o)a+=e,s[o].toArray(r,a)}return r}function xe(s,t){if(s.length!==t.length)return!1;for(let e=0,n=s.length;e<n;e++)if(s[e]!==t[e])return!1;return!0}function ye(s,t){for(let e=0,n=t.length;e<n;e++)s[e]=t[e]}function na(s,t){let e=cd[t];e===void 0&&(e=new Int32Array(t),cd[t]=e);for(let n=0;n!==t;++n)e[n]=s.allocateTextureUnit();return e}function Ry(s,t){let e=this.cache;e[0]!==t&&(s.uniform1f(this.addr,t),e[0]=t)}function Py(s,t){let e=this.cache;if(t.x!==void 0)(e[0]!==t.x||e[1]!==t.y)&&(s.uniform2f(this.addr,t.x,t.y),e[0]=t.x,e[1]=t.y);else{if(xe(e,t))return;s.uniform2fv(this.addr,t),ye(e,t)}}function Iy(s,t){let e=this.cache;if(t.x!==void 0)(e[0]!==t.x||e[1]!==t.y||e[2]!==t.z)&&(s.uniform3f(this.addr,t.x,t.y,t.z),e[0]=t.x,e[1]=t.y,e[2]=t.z);else if(t.r!==void 0)(e[0]!==t.r||e[1]!==t.g||e[2]!==t.b)&&(s.uniform3f(this.addr,t.r,t.g,t.b),e[0]=t.r,e[1]=t.g,e[2]=t.b);else{if(xe(e,t))return;s.uniform3fv(this.addr,t),ye(e,t)}}function Ly(s,t){let e=this.cache;if(t.x!==void 0)(e[0]!==t.x||e[1]!==t.y||e[2]!==t.z||e[3]!==t.w)&&(s.uniform4f(this.addr,t.x,t.y,t.z,t.w),e[0]=t.x,e[1]=t.y,e[2]=t.z,e[3]=t.w);else{if(xe(e,t))return;s.uniform4fv(this.addr,t),ye(e,t)}}function Dy(s,t){let e=this.cache,n=t.elements;if(n===void 0){if(xe(e,t))return;s.uniformMatrix2fv(this.addr,!1,t),ye(e,t)}else{if(xe(e,n))return;dd.set(n),s.uniformMatrix2fv(this.addr,!1,dd),ye(e,n)}}function Ny(s,t){let e=this.cache,n=t.elements;if(n===void 0){if(xe(e,t))return;s.uniformMatrix3fv(this.addr,!1,t),ye(e,t)}else{if(xe(e,n))return;ud.set(n),s.uniformMatrix3fv(this.addr,!1,ud),ye(e,n)}}function Uy(s,t){let e=this.cache,n=t.elements;if(n===void 0){if(xe(e,t))return;s.uniformMatrix4fv(this.addr,!1,t),ye(e,t)}else{if(xe(e,n))return;hd.set(n),s.uniformMatrix4fv(this.addr,!1,hd),ye(e,n)}}function Fy(s,t){let e=this.cache;e[0]!==t&&(s.uniform1i(this.addr,t),e[0]=t)}function Oy(s,t){let e=this.cache;if(t.x!==void 0)(e[0]!==t.x||e[1]!==t.y)&&(s.uniform2i(this.addr,t.x,t.y),e[0]=t.x,e[1]=t.y);else{if(xe(e,t))return;s.uniform2iv(this.addr,t),ye(e,t)}}function ky(s,t){let e=this.cache;if(t.x!==void 0)(e[0]!==t.x||e[1]!==t.y||e[2]!==t.z)&&(s.uniform3i(this.addr,t.x,t.y,t.z),e[0]=t.x,e[1]=t.y,e[2]=t.z);else{if(xe(e,t))return;s.uniform3iv(this.addr,t),ye(e,t)}}function By(s,t){let e=this.cache;if(t.x!==void 0)(e[0]!==t.x||e[1]!==t.y||e[2]!==t.z||e[3]!==t.w)&&(s.uniform4i(this.addr,t.x,t.y,t.z,t.w),e[0]=t.x,e[1]=t.y,e[2]=t.z,e[3]=t.w);else{if(xe(e,t))return;s.uniform4iv(this.addr,t),ye(e,t)}}function zy(s,t){let e=this.cache;e[0]!==t&&(s.uniform1ui(this.addr,t),e[0]=t)}function Hy(s,t){let e=this.cache;if(t.x!==void 0)(e[0]!==t.x||e[1]!==t.y)&&(s.uniform2ui(this.addr,t.x,t.y),e[0]=t.x,e[1]=t.y);else{if(xe(e,t))return;s.uniform2uiv(this.addr,t),ye(e,t)}}function Vy(s,t){let e=this.cache;if(t.x!==void 0)(e[0]!==t.x||e[1]!==t.y||e[2]!==t.z)&&(s.uniform3ui(this.addr,t.x,t.y,t.z),e[0]=t.x,e[1]=t.y,e[2]=t.z);else{if(xe(e,t))return;s.uniform3uiv(this.addr,t),ye(e,t)}}function Gy(s,t){let e=this.cache;if(t.x!==void 0)(e[0]!==t.x||e[1]!==t.y||e[2]!==t.z||e[3]!==t.w)&&(s.uniform4ui(this.addr,t.x,t.y,t.z,t.w),e[0]=t.x,e[1]=t.y,e[2]=t.z,e[3]=t.w);else{if(xe(e,t))return;s.uniform4uiv(this.addr,t),ye(e,t)}}function Wy(s,t,e){let n=this.cache,i=e.allocateTextureUnit();n[0]!==i&&(s.uniform1i(this.addr,i),n[0]=i);let r;this.type===s.SAMPLER_2D_SHADOW?(ad.compareFunction=Yd,r=ad):r=Qd,e.setTexture2D(t||r,i)}function $y(s,t,e){let n=this.cache,i=e.allocateTextureUnit();n[0]!==i&&(s.uniform1i(this.addr,i),n[0]=i),e.setTexture3D(t||ef,i)}function Xy(s,t,e){let n=this.cache,i=e.allocateTextureUnit();n[0]!==i&&(s.uniform1i(this.addr,i),n[0]=i),e.setTextureCube(t||nf,i)}function qy(s,t,e){let n=this.cache,i=e.allocateTextureUnit();n[0]!==i&&(s.uniform1i(this.addr,i),n[0]=i),e.setTexture2DArray(t||tf,i)}function Yy(s){switch(s){case 5126:return Ry;case 35664:return Py;case 35665:return Iy;case 35666:return Ly;case 35674:return Dy;case 35675:return Ny;case 35676:return Uy;case 5124:case 35670:return Fy;case 35667:case 35671:return Oy;case 35668:case 35672:return ky;case 35669:case 35673:return By;case 5125:return zy;case 36294:return Hy;case 36295:return Vy;case 36296:return Gy;case 35678:case 36198:case 36298:case 36306:case 35682:return Wy;case 35679:case 36299:case 36307:return $y;case 35680:case 36300:case 36308:case 36293:return Xy;case 36289:case 36303:case 36311:case 36292:return qy}}function Zy(s,t){s.uniform1fv(this.addr,t)}function jy(s,t){let e=ks(t,this.size,2);s.uniform2fv(this.addr,e)}function Ky(s,t){let e=ks(t,this.size,3);s.uniform3fv(this.addr,e)}function Jy(s,t){let e=ks(t,this.size,4);s.uniform4fv(this.addr,e)}function Qy(s,t){let e=ks(t,this.size,4);s.uniformMatrix2fv(this.addr,!1,e)}function tv(s,t){let e=ks(t,this.size,9);s.uniformMatrix3fv(this.addr,!1,e)}function ev(s,t){let e=ks(t,this.size,16);s.uniformMatrix4fv(this.addr,!1,e)}function nv(s,t){s.uniform1iv(this.addr,t)}function iv(s,t){s.uniform2iv(this.addr,t)}function sv(s,t){s.uniform3iv(this.addr,t)}function rv(s,t){s.uniform4iv(this.addr,t)}function ov(s,t){s.uniform1uiv(this.addr,t)}function av(s,t){s.uniform2uiv(this.addr,t)}function lv(s,t){s.uniform3uiv(this.addr,t)}function cv(s,t){s.uniform4uiv(this.addr,t)}function hv(s,t,e){let n=this.cache,i=t.length,r=na(e,i);xe(n,r)||(s.uniform1iv(this.addr,r),ye(n,r));for(let o=0;o!==i;++o)e.setTexture2D(t[o]||Qd,r[o])}function uv(s,t,e){let n=this.cache,i=t.length,r=na(e,i);xe(n,r)||(s.uniform1iv(this.addr,r),ye(n,r));for(let o=0;o!==i;++o)e.setTexture3D(t[o]||ef,r[o])}function dv(s,t,e){let n=this.cache,i=t.length,r=na(e,i);xe(n,r)||(s.uniform1iv(this.addr,r),ye(n,r));for(let o=0;o!==i;++o)e.setTextureCube(t[o]||nf,r[o])}function fv(s,t,e){let n=this.cache,i=t.length,r=na(e,i);xe(n,r)||(s.uniform1iv(this.addr,r),ye(n,r));for(let o=0;o!==i;++o)e.setTexture2DArray(t[o]||tf,r[o])}function pv(s){switch(s){case 5126:return Zy;case 35664:return jy;case 35665:return Ky;case 35666:return Jy;case 35674:return Qy;case 35675:return tv;case 35676:return ev;case 5124:case 35670:return nv;case 35667:case 35671:return iv;case 35668:case 35672:return sv;case 35669:case 35673:return rv;case 5125:return ov;case 36294:return av;case 36295:return lv;case 36296:return cv;case 35678:case 36198:case 36298:case 36306:case 35682:return hv;case 35679:case 36299:case 36307:return uv;case 35680:case 36300:case 36308:case 36293:return dv;case 36289:case 36303:case 36311:case 36292:return fv}}var Ec=class{constructor(t,e,n){this.id=t,this.addr=n,this.cache=[],this.type=e.type,this.setValue=Yy(e.type)}},Tc=class{constructor(t,e,n){this.id=t,this.addr=n,this.cache=[],this.type=e.type,this.size=e.size,this.setValue=pv(e.type)}},Cc=class{constructor(t){this.id=t,this.seq=[],this.map={}}setValue(t,e,n){let i=this.seq;for(let r=0,o=i.length;r!==o;++r){let a=i[r];a.setValue(t,e[a.id],n)}}},Il=/(\w+)(\])?(\[|\.)?/g;function fd(s,t){s.seq.push(t),s.map[t.id]=t}function mv(s,t,e){let n=s.name,i=n.length;for(Il.lastIndex=0;;){let r=Il.exec(n),o=Il.lastIndex,a=r[1],l=r[2]==="]",c=r[3];if(l&&(a=a|0),c===void 0||c==="["&&o+2===i){fd(e,c===void 0?new Ec(a,s,t):new Tc(a,s,t));break}else{let u=e.map[a];u===void 0&&(u=new Cc(a),fd(e,u)),e=u}}}var Cs=class{constructor(t,e){this.seq=[],this.map={};let n=t.getProgramParameter(e,t.ACTIVE_UNIFORMS);for(let i=0;i<n;++i){let r=t.getActiveUniform(e,i),o=t.getUniformLocation(e,r.name);mv(r,o,this)}}setValue(t,e,n,i){let r=this.map[e];r!==void 0&&r.setValue(t,n,i)}setOptional(t,e,n){let i=e[n];i!==void 0&&this.setValue(t,n,i)}static upload(t,e,n,i){for(let r=0,o=e.length;r!==o;++r){let a=e[r],l=n[a.id];l.needsUpdate!==!1&&a.setValue(t,l.value,i)}}static seqWithValue(t,e){let n=[];for(let i=0,r=t.length;i!==r;++i){let o=t[i];o.id in e&&n.push(o)}return n}};function pd(s,t,e){let n=s.createShader(t);return s.shaderSource(n,e),s.compileShader(n),n}var gv=37297,xv=0;function yv(s,t){let e=s.split(`
`),n=[],i=Math.max(t-6,0),r=Math.min(t+6,e.length);for(let o=i;o<r;o++){let a=o+1;n.push(`${a===t?">":" "} ${a}: ${e[o]}`)}return n.join(`
`)}var md=new Dt;function vv(s){Wt._getMatrix(md,Wt.workingColorSpace,s);let t=`mat3( ${md.elements.map(e=>e.toFixed(4))} )`;switch(Wt.getTransfer(s)){case Qo:return[t,"LinearTransferOETF"];case Jt:return[t,"sRGBTransferOETF"];default:return console.warn("THREE.WebGLProgram: Unsupported color space: ",s),[t,"LinearTransferOETF"]}}function gd(s,t,e){let n=s.getShaderParameter(t,s.COMPILE_STATUS),i=s.getShaderInfoLog(t).trim();if(n&&i==="")return"";let r=/ERROR: 0:(\d+)/.exec(i);if(r){let o=parseInt(r[1]);return e.toUpperCase()+`

`+i+`

`+yv(s.getShaderSource(t),o)}else return i}function bv(s,t){let e=vv(t);return[`vec4 ${s}( vec4 value ) {`,`	return ${e[1]}( vec4( value.rgb * ${e[0]}, value.a ) );`,"}"].join(`
`)}function _v(s,t){let e;switch(t){case Lm:e="Linear";break;case Dm:e="Reinhard";break;case Nm:e="Cineon";break;case Um:e="ACESFilmic";break;case Om:e="AgX";break;case km:e="Neutral";break;case Fm:e="Custom";break;default:console.warn("THREE.WebGLProgram: Unsupported toneMapping:",t),e="Linear"}return"vec3 "+s+"( vec3 color ) { return "+e+"ToneMapping( color ); }"}var mo=new D;function Mv(){Wt.getLuminanceCoefficients(mo);let s=mo.x.toFixed(4),t=mo.y.toFixed(4),e=mo.z.toFixed(4);return["float luminance( const in vec3 rgb ) {",`	const vec3 weights = vec3( ${s}, ${t}, ${e} );`,"	return dot( weights, rgb );","}"].join(`
`)}function wv(s){return[s.extensionClipCullDistance?"#extension GL_ANGLE_clip_cull_distance : require":"",s.extensionMultiDraw?"#extension GL_ANGLE_multi_draw : require":""].filter(lr).join(`
`)}function Sv(s){let t=[];for(let e in s){let n=s[e];n!==!1&&t.push("#define "+e+" "+n)}return t.join(`
`)}function Av(s,t){let e={},n=s.getProgramParameter(t,s.ACTIVE_ATTRIBUTES);for(let i=0;i<n;i++){let r=s.getActiveAttrib(t,i),o=r.name,a=1;r.type===s.FLOAT_MAT2&&(a=2),r.type===s.FLOAT_MAT3&&(a=3),r.type===s.FLOAT_MAT4&&(a=4),e[o]={type:r.type,location:s.getAttribLocation(t,o),locationSize:a}}return e}function lr(s){return s!==""}function xd(s,t){let e=t.numSpotLightShadows+t.numSpotLightMaps-t.numSpotLightShadowsWithMaps;return s.replace(/NUM_DIR_LIGHTS/g,t.numDirLights).replace(/NUM_SPOT_LIGHTS/g,t.numSpotLights).replace(/NUM_SPOT_LIGHT_MAPS/g,t.numSpotLightMaps).replace(/NUM_SPOT_LIGHT_COORDS/g,e).replace(/NUM_RECT_AREA_LIGHTS/g,t.numRectAreaLights).replace(/NUM_POINT_LIGHTS/g,t.numPointLights).replace(/NUM_HEMI_LIGHTS/g,t.numHemiLights).replace(/NUM_DIR_LIGHT_SHADOWS/g,t.numDirLightShadows).replace(/NUM_SPOT_LIGHT_SHADOWS_WITH_MAPS/g,t.numSpotLightShadowsWithMaps).replace(/NUM_SPOT_LIGHT_SHADOWS/g,t.numSpotLightShadows).replace(/NUM_POINT_LIGHT_SHADOWS/g,t.numPointLightShadows)}function yd(s,t){return s.replace(/NUM_CLIPPING_PLANES/g,t.numClippingPlanes).replace(/UNION_CLIPPING_PLANES/g,t.numClippingPlanes-t.numClipIntersection)}var Ev=/^[ \t]*#include +<([\w\d./]+)>/gm;function Rc(s){return s.replace(Ev,Cv)}var Tv=new Map;function Cv(s,t){let e=Ot[t];if(e===void 0){let n=Tv.get(t);if(n!==void 0)e=Ot[n],console.warn('THREE.WebGLRenderer: Shader chunk "%s" has been deprecated. Use "%s" instead.',t,n);else throw new Error("Can not resolve #include <"+t+">")}return Rc(e)}var Rv=/#pragma unroll_loop_start\s+for\s*\(\s*int\s+i\s*=\s*(\d+)\s*;\s*i\s*<\s*(\d+)\s*;\s*i\s*\+\+\s*\)\s*{([\s\S]+?)}\s+#pragma unroll_loop_end/g;function vd(s){return s.replace(Rv,Pv)}function Pv(s,t,e,n){let i="";for(let r=parseInt(t);r<parseInt(e);r++)i+=n.replace(/\[\s*i\s*\]/g,"[ "+r+" ]").replace(/UNROLLED_LOOP_INDEX/g,r);return i}function bd(s){let t=`precision ${s.precision} float;
	precision ${s.precision} int;
	precision ${s.precision} sampler2D;
	precision ${s.precision} samplerCube;
	precision ${s.precision} sampler3D;
	precision ${s.precision} sampler2DArray;
	precision ${s.precision} sampler2DShadow;
	precision ${s.precision} samplerCubeShadow;
	precision ${s.precision} sampler2DArrayShadow;
	precision ${s.precision} isampler2D;
	precision ${s.precision} isampler3D;
	precision ${s.precision} isamplerCube;
	precision ${s.precision} isampler2DArray;
	precision ${s.precision} usampler2D;
	precision ${s.precision} usampler3D;
	precision ${s.precision} usamplerCube;
	precision ${s.precision} usampler2DArray;
	`;return s.precision==="highp"?t+=`
#define HIGH_PRECISION`:s.precision==="mediump"?t+=`
#define MEDIUM_PRECISION`:s.precision==="lowp"&&(t+=`
#define LOW_PRECISION`),t}function Iv(s){let t="SHADOWMAP_TYPE_BASIC";return s.shadowMapType===Ud?t="SHADOWMAP_TYPE_PCF":s.shadowMapType===um?t="SHADOWMAP_TYPE_PCF_SOFT":s.shadowMapType===qn&&(t="SHADOWMAP_TYPE_VSM"),t}function Lv(s){let t="ENVMAP_TYPE_CUBE";if(s.envMap)switch(s.envMapMode){case Ps:case Is:t="ENVMAP_TYPE_CUBE";break;case Jo:t="ENVMAP_TYPE_CUBE_UV";break}return t}function Dv(s){let t="ENVMAP_MODE_REFLECTION";return s.envMap&&s.envMapMode===Is&&(t="ENVMAP_MODE_REFRACTION"),t}function Nv(s){let t="ENVMAP_BLENDING_NONE";if(s.envMap)switch(s.combine){case Jc:t="ENVMAP_BLENDING_MULTIPLY";break;case Pm:t="ENVMAP_BLENDING_MIX";break;case Im:t="ENVMAP_BLENDING_ADD";break}return t}function Uv(s){let t=s.envMapCubeUVHeight;if(t===null)return null;let e=Math.log2(t)-2,n=1/t;return{texelWidth:1/(3*Math.max(Math.pow(2,e),112)),texelHeight:n,maxMip:e}}function Fv(s,t,e,n){let i=s.getContext(),r=e.defines,o=e.vertexShader,a=e.fragmentShader,l=Iv(e),c=Lv(e),h=Dv(e),u=Nv(e),d=Uv(e),f=wv(e),p=Sv(r),x=i.createProgram(),m,g,M=e.glslVersion?"#version "+e.glslVersion+`
`:"";e.isRawShaderMaterial?(m=["#define SHADER_TYPE "+e.shaderType,"#define SHADER_NAME "+e.shaderName,p].filter(lr).join(`
`),m.length>0&&(m+=`
`),g=["#define SHADER_TYPE "+e.shaderType,"#define SHADER_NAME "+e.shaderName,p].filter(lr).join(`
`),g.length>0&&(g+=`
`)):(m=[bd(e),"#define SHADER_TYPE "+e.shaderType,"#define SHADER_NAME "+e.shaderName,p,e.extensionClipCullDistance?"#define USE_CLIP_DISTANCE":"",e.batching?"#define USE_BATCHING":"",e.batchingColor?"#define USE_BATCHING_COLOR":"",e.instancing?"#define USE_INSTANCING":"",e.instancingColor?"#define USE_INSTANCING_COLOR":"",e.instancingMorph?"#define USE_INSTANCING_MORPH":"",e.useFog&&e.fog?"#define USE_FOG":"",e.useFog&&e.fogExp2?"#define FOG_EXP2":"",e.map?"#define USE_MAP":"",e.envMap?"#define USE_ENVMAP":"",e.envMap?"#define "+h:"",e.lightMap?"#define USE_LIGHTMAP":"",e.aoMap?"#define USE_AOMAP":"",e.bumpMap?"#define USE_BUMPMAP":"",e.normalMap?"#define USE_NORMALMAP":"",e.normalMapObjectSpace?"#define USE_NORMALMAP_OBJECTSPACE":"",e.normalMapTangentSpace?"#define USE_NORMALMAP_TANGENTSPACE":"",e.displacementMap?"#define USE_DISPLACEMENTMAP":"",e.emissiveMap?"#define USE_EMISSIVEMAP":"",e.anisotropy?"#define USE_ANISOTROPY":"",e.anisotropyMap?"#define USE_ANISOTROPYMAP":"",e.clearcoatMap?"#define USE_CLEARCOATMAP":"",e.clearcoatRoughnessMap?"#define USE_CLEARCOAT_ROUGHNESSMAP":"",e.clearcoatNormalMap?"#define USE_CLEARCOAT_NORMALMAP":"",e.iridescenceMap?"#define USE_IRIDESCENCEMAP":"",e.iridescenceThicknessMap?"#define USE_IRIDESCENCE_THICKNESSMAP":"",e.specularMap?"#define USE_SPECULARMAP":"",e.specularColorMap?"#define USE_SPECULAR_COLORMAP":"",e.specularIntensityMap?"#define USE_SPECULAR_INTENSITYMAP":"",e.roughnessMap?"#define USE_ROUGHNESSMAP":"",e.metalnessMap?"#define USE_METALNESSMAP":"",e.alphaMap?"#define USE_ALPHAMAP":"",e.alphaHash?"#define USE_ALPHAHASH":"",e.transmission?"#define USE_TRANSMISSION":"",e.transmissionMap?"#define USE_TRANSMISSIONMAP":"",e.thicknessMap?"#define USE_THICKNESSMAP":"",e.sheenColorMap?"#define USE_SHEEN_COLORMAP":"",e.sheenRoughnessMap?"#define USE_SHEEN_ROUGHNESSMAP":"",e.mapUv?"#define MAP_UV "+e.mapUv:"",e.alphaMapUv?"#define ALPHAMAP_UV "+e.alphaMapUv:"",e.lightMapUv?"#define LIGHTMAP_UV "+e.lightMapUv:"",e.aoMapUv?"#define AOMAP_UV "+e.aoMapUv:"",e.emissiveMapUv?"#define EMISSIVEMAP_UV "+e.emissiveMapUv:"",e.bumpMapUv?"#define BUMPMAP_UV "+e.bumpMapUv:"",e.normalMapUv?"#define NORMALMAP_UV "+e.normalMapUv:"",e.displacementMapUv?"#define DISPLACEMENTMAP_UV "+e.displacementMapUv:"",e.metalnessMapUv?"#define METALNESSMAP_UV "+e.metalnessMapUv:"",e.roughnessMapUv?"#define ROUGHNESSMAP_UV "+e.roughnessMapUv:"",e.anisotropyMapUv?"#define ANISOTROPYMAP_UV "+e.anisotropyMapUv:"",e.clearcoatMapUv?"#define CLEARCOATMAP_UV "+e.clearcoatMapUv:"",e.clearcoatNormalMapUv?"#define CLEARCOAT_NORMALMAP_UV "+e.clearcoatNormalMapUv:"",e.clearcoatRoughnessMapUv?"#define CLEARCOAT_ROUGHNESSMAP_UV "+e.clearcoatRoughnessMapUv:"",e.iridescenceMapUv?"#define IRIDESCENCEMAP_UV "+e.iridescenceMapUv:"",e.iridescenceThicknessMapUv?"#define IRIDESCENCE_THICKNESSMAP_UV "+e.iridescenceThicknessMapUv:"",e.sheenColorMapUv?"#define SHEEN_COLORMAP_UV "+e.sheenColorMapUv:"",e.sheenRoughnessMapUv?"#define SHEEN_ROUGHNESSMAP_UV "+e.sheenRoughnessMapUv:"",e.specularMapUv?"#define SPECULARMAP_UV "+e.specularMapUv:"",e.specularColorMapUv?"#define SPECULAR_COLORMAP_UV "+e.specularColorMapUv:"",e.specularIntensityMapUv?"#define SPECULAR_INTENSITYMAP_UV "+e.specularIntensityMapUv:"",e.transmissionMapUv?"#define TRANSMISSIONMAP_UV "+e.transmissionMapUv:"",e.thicknessMapUv?"#define THICKNESSMAP_UV "+e.thicknessMapUv:"",e.vertexTangents&&e.flatShading===!1?"#define USE_TANGENT":"",e.vertexColors?"#define USE_COLOR":"",e.vertexAlphas?"#define USE_COLOR_ALPHA":"",e.vertexUv1s?"#define USE_UV1":"",e.vertexUv2s?"#define USE_UV2":"",e.vertexUv3s?"#define USE_UV3":"",e.pointsUvs?"#define USE_POINTS_UV":"",e.flatShading?"#define FLAT_SHADED":"",e.skinning?"#define USE_SKINNING":"",e.morphTargets?"#define USE_MORPHTARGETS":"",e.morphNormals&&e.flatShading===!1?"#define USE_MORPHNORMALS":"",e.morphColors?"#define USE_MORPHCOLORS":"",e.morphTargetsCount>0?"#define MORPHTARGETS_TEXTURE_STRIDE "+e.morphTextureStride:"",e.morphTargetsCount>0?"#define MORPHTARGETS_COUNT "+e.morphTargetsCount:"",e.doubleSided?"#define DOUBLE_SIDED":"",e.flipSided?"#define FLIP_SIDED":"",e.shadowMapEnabled?"#define USE_SHADOWMAP":"",e.shadowMapEnabled?"#define "+l:"",e.sizeAttenuation?"#define USE_SIZEATTENUATION":"",e.numLightProbes>0?"#define USE_LIGHT_PROBES":"",e.logarithmicDepthBuffer?"#define USE_LOGDEPTHBUF":"",e.reverseDepthBuffer?"#define USE_REVERSEDEPTHBUF":"","uniform mat4 modelMatrix;","uniform mat4 modelViewMatrix;","uniform mat4 projectionMatrix;","uniform mat4 viewMatrix;","uniform mat3 normalMatrix;","uniform vec3 cameraPosition;","uniform bool isOrthographic;","#ifdef USE_INSTANCING","	attribute mat4 instanceMatrix;","#endif","#ifdef USE_INSTANCING_COLOR","	attribute vec3 instanceColor;","#endif","#ifdef USE_INSTANCING_MORPH","	uniform sampler2D morphTexture;","#endif","attribute vec3 position;","attribute vec3 normal;","attribute vec2 uv;","#ifdef USE_UV1","	attribute vec2 uv1;","#endif","#ifdef USE_UV2","	attribute vec2 uv2;","#endif","#ifdef USE_UV3","	attribute vec2 uv3;","#endif","#ifdef USE_TANGENT","	attribute vec4 tangent;","#endif","#if defined( USE_COLOR_ALPHA )","	attribute vec4 color;","#elif defined( USE_COLOR )","	attribute vec3 color;","#endif","#ifdef USE_SKINNING","	attribute vec4 skinIndex;","	attribute vec4 skinWeight;","#endif",`
`].filter(lr).join(`
`),g=[bd(e),"#define SHADER_TYPE "+e.shaderType,"#define SHADER_NAME "+e.shaderName,p,e.useFog&&e.fog?"#define USE_FOG":"",e.useFog&&e.fogExp2?"#define FOG_EXP2":"",e.alphaToCoverage?"#define ALPHA_TO_COVERAGE":"",e.map?"#define USE_MAP":"",e.matcap?"#define USE_MATCAP":"",e.envMap?"#define USE_ENVMAP":"",e.envMap?"#define "+c:"",e.envMap?"#define "+h:"",e.envMap?"#define "+u:"",d?"#define CUBEUV_TEXEL_WIDTH "+d.texelWidth:"",d?"#define CUBEUV_TEXEL_HEIGHT "+d.texelHeight:"",d?"#define CUBEUV_MAX_MIP "+d.maxMip+".0":"",e.lightMap?"#define USE_LIGHTMAP":"",e.aoMap?"#define USE_AOMAP":"",e.bumpMap?"#define USE_BUMPMAP":"",e.normalMap?"#define USE_NORMALMAP":"",e.normalMapObjectSpace?"#define USE_NORMALMAP_OBJECTSPACE":"",e.normalMapTangentSpace?"#define USE_NORMALMAP_TANGENTSPACE":"",e.emissiveMap?"#define USE_EMISSIVEMAP":"",e.anisotropy?"#define USE_ANISOTROPY":"",e.anisotropyMap?"#define USE_ANISOTROPYMAP":"",e.clearcoat?"#define USE_CLEARCOAT":"",e.clearcoatMap?"#define USE_CLEARCOATMAP":"",e.clearcoatRoughnessMap?"#define USE_CLEARCOAT_ROUGHNESSMAP":"",e.clearcoatNormalMap?"#define USE_CLEARCOAT_NORMALMAP":"",e.dispersion?"#define USE_DISPERSION":"",e.iridescence?"#define USE_IRIDESCENCE":"",e.iridescenceMap?"#define USE_IRIDESCENCEMAP":"",e.iridescenceThicknessMap?"#define USE_IRIDESCENCE_THICKNESSMAP":"",e.specularMap?"#define USE_SPECULARMAP":"",e.specularColorMap?"#define USE_SPECULAR_COLORMAP":"",e.specularIntensityMap?"#define USE_SPECULAR_INTENSITYMAP":"",e.roughnessMap?"#define USE_ROUGHNESSMAP":"",e.metalnessMap?"#define USE_METALNESSMAP":"",e.alphaMap?"#define USE_ALPHAMAP":"",e.alphaTest?"#define USE_ALPHATEST":"",e.alphaHash?"#define USE_ALPHAHASH":"",e.sheen?"#define USE_SHEEN":"",e.sheenColorMap?"#define USE_SHEEN_COLORMAP":"",e.sheenRoughnessMap?"#define USE_SHEEN_ROUGHNESSMAP":"",e.transmission?"#define USE_TRANSMISSION":"",e.transmissionMap?"#define USE_TRANSMISSIONMAP":"",e.thicknessMap?"#define USE_THICKNESSMAP":"",e.vertexTangents&&e.flatShading===!1?"#define USE_TANGENT":"",e.vertexColors||e.instancingColor||e.batchingColor?"#define USE_COLOR":"",e.vertexAlphas?"#define USE_COLOR_ALPHA":"",e.vertexUv1s?"#define USE_UV1":"",e.vertexUv2s?"#define USE_UV2":"",e.vertexUv3s?"#define USE_UV3":"",e.pointsUvs?"#define USE_POINTS_UV":"",e.gradientMap?"#define USE_GRADIENTMAP":"",e.flatShading?"#define FLAT_SHADED":"",e.doubleSided?"#define DOUBLE_SIDED":"",e.flipSided?"#define FLIP_SIDED":"",e.shadowMapEnabled?"#define USE_SHADOWMAP":"",e.shadowMapEnabled?"#define "+l:"",e.premultipliedAlpha?"#define PREMULTIPLIED_ALPHA":"",e.numLightProbes>0?"#define USE_LIGHT_PROBES":"",e.decodeVideoTexture?"#define DECODE_VIDEO_TEXTURE":"",e.decodeVideoTextureEmissive?"#define DECODE_VIDEO_TEXTURE_EMISSIVE":"",e.logarithmicDepthBuffer?"#define USE_LOGDEPTHBUF":"",e.reverseDepthBuffer?"#define USE_REVERSEDEPTHBUF":"","uniform mat4 viewMatrix;","uniform vec3 cameraPosition;","uniform bool isOrthographic;",e.toneMapping!==_i?"#define TONE_MAPPING":"",e.toneMapping!==_i?Ot.tonemapping_pars_fragment:"",e.toneMapping!==_i?_v("toneMapping",e.toneMapping):"",e.dithering?"#define DITHERING":"",e.opaque?"#define OPAQUE":"",Ot.colorspace_pars_fragment,bv("linearToOutputTexel",e.outputColorSpace),Mv(),e.useDepthPacking?"#define DEPTH_PACKING "+e.depthPacking:"",`
`].filter(lr).join(`
`)),o=Rc(o),o=xd(o,e),o=yd(o,e),a=Rc(a),a=xd(a,e),a=yd(a,e),o=vd(o),a=vd(a),e.isRawShaderMaterial!==!0&&(M=`#version 300 es
`,m=[f,"#define attribute in","#define varying out","#define texture2D texture"].join(`
`)+`
`+m,g=["#define varying in",e.glslVersion===Du?"":"layout(location = 0) out highp vec4 pc_fragColor;",e.glslVersion===Du?"":"#define gl_FragColor pc_fragColor","#define gl_FragDepthEXT gl_FragDepth","#define texture2D texture","#define textureCube texture","#define texture2DProj textureProj","#define texture2DLodEXT textureLod","#define texture2DProjLodEXT textureProjLod","#define textureCubeLodEXT textureLod","#define texture2DGradEXT textureGrad","#define texture2DProjGradEXT textureProjGrad","#define textureCubeGradEXT textureGrad"].join(`
`)+`
`+g);let S=M+m+o,b=M+g+a,C=pd(i,i.VERTEX_SHADER,S),E=pd(i,i.FRAGMENT_SHADER,b);i.attachShader(x,C),i.attachShader(x,E),e.index0AttributeName!==void 0?i.bindAttribLocation(x,0,e.index0AttributeName):e.morphTargets===!0&&i.bindAttribLocation(x,0,"position"),i.linkProgram(x);function T(P){if(s.debug.checkShaderErrors){let G=i.getProgramInfoLog(x).trim(),k=i.getShaderInfoLog(C).trim(),$=i.getShaderInfoLog(E).trim(),X=!0,H=!0;if(i.getProgramParameter(x,i.LINK_STATUS)===!1)if(X=!1,typeof s.debug.onShaderError=="function")s.debug.onShaderError(i,x,C,E);else{let J=gd(i,C,"vertex"),V=gd(i,E,"fragment");console.error("THREE.WebGLProgram: Shader Error "+i.getError()+" - VALIDATE_STATUS "+i.getProgramParameter(x,i.VALIDATE_STATUS)+`

Material Name: `+P.name+`
Material Type: `+P.type+`

Program Info Log: `+G+`
`+J+`
`+V)}else G!==""?console.warn("THREE.WebGLProgram: Program Info Log:",G):(k===""||$==="")&&(H=!1);H&&(P.diagnostics={runnable:X,programLog:G,vertexShader:{log:k,prefix:m},fragmentShader:{log:$,prefix:g}})}i.deleteShader(C),i.deleteShader(E),I=new Cs(i,x),w=Av(i,x)}let I;this.getUniforms=function(){return I===void 0&&T(this),I};let w;this.getAttributes=function(){return w===void 0&&T(this),w};let y=e.rendererExtensionParallelShaderCompile===!1;return this.isReady=function(){return y===!1&&(y=i.getProgramParameter(x,gv)),y},this.destroy=function(){n.releaseStatesOfProgram(this),i.deleteProgram(x),this.program=void 0},this.type=e.shaderType,this.name=e.shaderName,this.id=xv++,this.cacheKey=t,this.usedTimes=1,this.program=x,this.vertexShader=C,this.fragmentShader=E,this}var Ov=0,Pc=class{constructor(){this.shaderCache=new Map,this.materialCache=new Map}update(t){let e=t.vertexShader,n=t.fragmentShader,i=this._getShaderStage(e),r=this._getShaderStage(n),o=this._getShaderCacheForMaterial(t);return o.has(i)===!1&&(o.add(i),i.usedTimes++),o.has(r)===!1&&(o.add(r),r.usedTimes++),this}remove(t){let e=this.materialCache.get(t);for(let n of e)n.usedTimes--,n.usedTimes===0&&this.shaderCache.delete(n.code);return this.materialCache.delete(t),this}getVertexShaderID(t){return this._getShaderStage(t.vertexShader).id}getFragmentShaderID(t){return this._getShaderStage(t.fragmentShader).id}dispose(){this.shaderCache.clear(),this.materialCache.clear()}_getShaderCacheForMaterial(t){let e=this.materialCache,n=e.get(t);return n===void 0&&(n=new Set,e.set(t,n)),n}_getShaderStage(t){let e=this.shaderCache,n=e.get(t);return n===void 0&&(n=new Ic(t),e.set(t,n)),n}},Ic=class{constructor(t){this.id=Ov++,this.code=t,this.usedTimes=0}};function kv(s,t,e,n,i,r,o){let a=new pr,l=new Pc,c=new Set,h=[],u=i.logarithmicDepthBuffer,d=i.vertexTextures,f=i.precision,p={MeshDepthMaterial:"depth",MeshDistanceMaterial:"distanceRGBA",MeshNormalMaterial:"normal",MeshBasicMaterial:"basic",MeshLambertMaterial:"lambert",MeshPhongMaterial:"phong",MeshToonMaterial:"toon",MeshStandardMaterial:"physical",MeshPhysicalMaterial:"physical",MeshMatcapMaterial:"matcap",LineBasicMaterial:"basic",LineDashedMaterial:"dashed",PointsMaterial:"points",ShadowMaterial:"shadow",SpriteMaterial:"sprite"};function x(w){return c.add(w),w===0?"uv":`uv${w}`}function m(w,y,P,G,k){let $=G.fog,X=k.geometry,H=w.isMeshStandardMaterial?G.environment:null,J=(w.isMeshStandardMaterial?e:t).get(w.envMap||H),V=J&&J.mapping===Jo?J.image.height:null,nt=p[w.type];w.precision!==null&&(f=i.getMaxPrecision(w.precision),f!==w.precision&&console.warn("THREE.WebGLProgram.getParameters:",w.precision,"not supported, using",f,"instead."));let ct=X.morphAttributes.position||X.morphAttributes.normal||X.morphAttributes.color,mt=ct!==void 0?ct.length:0,Ut=0;X.morphAttributes.position!==void 0&&(Ut=1),X.morphAttributes.normal!==void 0&&(Ut=2),X.morphAttributes.color!==void 0&&(Ut=3);let Xt,q,Q,pt;if(nt){let Zt=Ne[nt];Xt=Zt.vertexShader,q=Zt.fragmentShader}else Xt=w.vertexShader,q=w.fragmentShader,l.update(w),Q=l.getVertexShaderID(w),pt=l.getFragmentShaderID(w);let rt=s.getRenderTarget(),Et=s.state.buffers.depth.getReversed(),Pt=k.isInstancedMesh===!0,kt=k.isBatchedMesh===!0,le=!!w.map,Vt=!!w.matcap,de=!!J,F=!!w.aoMap,Ze=!!w.lightMap,Bt=!!w.bumpMap,zt=!!w.normalMap,wt=!!w.displacementMap,ie=!!w.emissiveMap,_t=!!w.metalnessMap,A=!!w.roughnessMap,v=w.anisotropy>0,O=w.clearcoat>0,Z=w.dispersion>0,K=w.iridescence>0,Y=w.sheen>0,vt=w.transmission>0,ot=v&&!!w.anisotropyMap,ut=O&&!!w.clearcoatMap,Gt=O&&!!w.clearcoatNormalMap,tt=O&&!!w.clearcoatRoughnessMap,dt=K&&!!w.iridescenceMap,St=K&&!!w.iridescenceThicknessMap,Ct=Y&&!!w.sheenColorMap,ft=Y&&!!w.sheenRoughnessMap,Ht=!!w.specularMap,Ft=!!w.specularColorMap,ee=!!w.specularIntensityMap,L=vt&&!!w.transmissionMap,st=vt&&!!w.thicknessMap,W=!!w.gradientMap,j=!!w.alphaMap,ht=w.alphaTest>0,at=!!w.alphaHash,It=!!w.extensions,ce=_i;w.toneMapped&&(rt===null||rt.isXRRenderTarget===!0)&&(ce=s.toneMapping);let Te={shaderID:nt,shaderType:w.type,shaderName:w.name,vertexShader:Xt,fragmentShader:q,defines:w.defines,customVertexShaderID:Q,customFragmentShaderID:pt,isRawShaderMaterial:w.isRawShaderMaterial===!0,glslVersion:w.glslVersion,precision:f,batching:kt,batchingColor:kt&&k._colorsTexture!==null,instancing:Pt,instancingColor:Pt&&k.instanceColor!==null,instancingMorph:Pt&&k.morphTexture!==null,supportsVertexTextures:d,outputColorSpace:rt===null?s.outputColorSpace:rt.isXRRenderTarget===!0?rt.texture.colorSpace:Os,alphaToCoverage:!!w.alphaToCoverage,map:le,matcap:Vt,envMap:de,envMapMode:de&&J.mapping,envMapCubeUVHeight:V,aoMap:F,lightMap:Ze,bumpMap:Bt,normalMap:zt,displacementMap:d&&wt,emissiveMap:ie,normalMapObjectSpace:zt&&w.normalMapType===Vm,normalMapTangentSpace:zt&&w.normalMapType===qd,metalnessMap:_t,roughnessMap:A,anisotropy:v,anisotropyMap:ot,clearcoat:O,clearcoatMap:ut,clearcoatNormalMap:Gt,clearcoatRoughnessMap:tt,dispersion:Z,iridescence:K,iridescenceMap:dt,iridescenceThicknessMap:St,sheen:Y,sheenColorMap:Ct,sheenRoughnessMap:ft,specularMap:Ht,specularColorMap:Ft,specularIntensityMap:ee,transmission:vt,transmissionMap:L,thicknessMap:st,gradientMap:W,opaque:w.transparent===!1&&w.blending===As&&w.alphaToCoverage===!1,alphaMap:j,alphaTest:ht,alphaHash:at,combine:w.combine,mapUv:le&&x(w.map.channel),aoMapUv:F&&x(w.aoMap.channel),lightMapUv:Ze&&x(w.lightMap.channel),bumpMapUv:Bt&&x(w.bumpMap.channel),normalMapUv:zt&&x(w.normalMap.channel),displacementMapUv:wt&&x(w.displacementMap.channel),emissiveMapUv:ie&&x(w.emissiveMap.channel),metalnessMapUv:_t&&x(w.metalnessMap.channel),roughnessMapUv:A&&x(w.roughnessMap.channel),anisotropyMapUv:ot&&x(w.anisotropyMap.channel),clearcoatMapUv:ut&&x(w.clearcoatMap.channel),clearcoatNormalMapUv:Gt&&x(w.clearcoatNormalMap.channel),clearcoatRoughnessMapUv:tt&&x(w.clearcoatRoughnessMap.channel),iridescenceMapUv:dt&&x(w.iridescenceMap.channel),iridescenceThicknessMapUv:St&&x(w.iridescenceThicknessMap.channel),sheenColorMapUv:Ct&&x(w.sheenColorMap.channel),sheenRoughnessMapUv:ft&&x(w.sheenRoughnessMap.channel),specularMapUv:Ht&&x(w.specularMap.channel),specularColorMapUv:Ft&&x(w.specularColorMap.channel),specularIntensityMapUv:ee&&x(w.specularIntensityMap.channel),transmissionMapUv:L&&x(w.transmissionMap.channel),thicknessMapUv:st&&x(w.thicknessMap.channel),alphaMapUv:j&&x(w.alphaMap.channel),vertexTangents:!!X.attributes.tangent&&(zt||v),vertexColors:w.vertexColors,vertexAlphas:w.vertexColors===!0&&!!X.attributes.color&&X.attributes.color.itemSize===4,pointsUvs:k.isPoints===!0&&!!X.attributes.uv&&(le||j),fog:!!$,useFog:w.fog===!0,fogExp2:!!$&&$.isFogExp2,flatShading:w.flatShading===!0,sizeAttenuation:w.sizeAttenuation===!0,logarithmicDepthBuffer:u,reverseDepthBuffer:Et,skinning:k.isSkinnedMesh===!0,morphTargets:X.morphAttributes.position!==void 0,morphNormals:X.morphAttributes.normal!==void 0,morphColors:X.morphAttributes.color!==void 0,morphTargetsCount:mt,morphTextureStride:Ut,numDirLights:y.directional.length,numPointLights:y.point.length,numSpotLights:y.spot.length,numSpotLightMaps:y.spotLightMap.length,numRectAreaLights:y.rectArea.length,numHemiLights:y.hemi.length,numDirLightShadows:y.directionalShadowMap.length,numPointLightShadows:y.pointShadowMap.length,numSpotLightShadows:y.spotShadowMap.length,numSpotLightShadowsWithMaps:y.numSpotLightShadowsWithMaps,numLightProbes:y.numLightProbes,numClippingPlanes:o.numPlanes,numClipIntersection:o.numIntersection,dithering:w.dithering,shadowMapEnabled:s.shadowMap.enabled&&P.length>0,shadowMapType:s.shadowMap.type,toneMapping:ce,decodeVideoTexture:le&&w.map.isVideoTexture===!0&&Wt.getTransfer(w.map.colorSpace)===Jt,decodeVideoTextureEmissive:ie&&w.emissiveMap.isVideoTexture===!0&&Wt.getTransfer(w.emissiveMap.colorSpace)===Jt,premultipliedAlpha:w.premultipliedAlpha,doubleSided:w.side===Ye,flipSided:w.side===Ve,useDepthPacking:w.depthPacking>=0,depthPacking:w.depthPacking||0,index0AttributeName:w.index0AttributeName,extensionClipCullDistance:It&&w.extensions.clipCullDistance===!0&&n.has("WEBGL_clip_cull_distance"),extensionMultiDraw:(It&&w.extensions.multiDraw===!0||kt)&&n.has("WEBGL_multi_draw"),rendererExtensionParallelShaderCompile:n.has("KHR_parallel_shader_compile"),customProgramCacheKey:w.customProgramCacheKey()};return Te.vertexUv1s=c.has(1),Te.vertexUv2s=c.has(2),Te.vertexUv3s=c.has(3),c.clear(),Te}function g(w){let y=[];if(w.shaderID?y.push(w.shaderID):(y.push(w.customVertexShaderID),y.push(w.customFragmentShaderID)),w.defines!==void 0)for(let P in w.defines)y.push(P),y.push(w.defines[P]);return w.isRawShaderMaterial===!1&&(M(y,w),S(y,w),y.push(s.outputColorSpace)),y.push(w.customProgramCacheKey),y.join()}function M(w,y){w.push(y.precision),w.push(y.outputColorSpace),w.push(y.envMapMode),w.push(y.envMapCubeUVHeight),w.push(y.mapUv),w.push(y.alphaMapUv),w.push(y.lightMapUv),w.push(y.aoMapUv),w.push(y.bumpMapUv),w.push(y.normalMapUv),w.push(y.displacementMapUv),w.push(y.emissiveMapUv),w.push(y.metalnessMapUv),w.push(y.roughnessMapUv),w.push(y.anisotropyMapUv),w.push(y.clearcoatMapUv),w.push(y.clearcoatNormalMapUv),w.push(y.clearcoatRoughnessMapUv),w.push(y.iridescenceMapUv),w.push(y.iridescenceThicknessMapUv),w.push(y.sheenColorMapUv),w.push(y.sheenRoughnessMapUv),w.push(y.specularMapUv),w.push(y.specularColorMapUv),w.push(y.specularIntensityMapUv),w.push(y.transmissionMapUv),w.push(y.thicknessMapUv),w.push(y.combine),w.push(y.fogExp2),w.push(y.sizeAttenuation),w.push(y.morphTargetsCount),w.push(y.morphAttributeCount),w.push(y.numDirLights),w.push(y.numPointLights),w.push(y.numSpotLights),w.push(y.numSpotLightMaps),w.push(y.numHemiLights),w.push(y.numRectAreaLights),w.push(y.numDirLightShadows),w.push(y.numPointLightShadows),w.push(y.numSpotLightShadows),w.push(y.numSpotLightShadowsWithMaps),w.push(y.numLightProbes),w.push(y.shadowMapType),w.push(y.toneMapping),w.push(y.numClippingPlanes),w.push(y.numClipIntersection),w.push(y.depthPacking)}function S(w,y){a.disableAll(),y.supportsVertexTextures&&a.enable(0),y.instancing&&a.enable(1),y.instancingColor&&a.enable(2),y.instancingMorph&&a.enable(3),y.matcap&&a.enable(4),y.envMap&&a.enable(5),y.normalMapObjectSpace&&a.enable(6),y.normalMapTangentSpace&&a.enable(7),y.clearcoat&&a.enable(8),y.iridescence&&a.enable(9),y.alphaTest&&a.enable(10),y.vertexColors&&a.enable(11),y.vertexAlphas&&a.enable(12),y.vertexUv1s&&a.enable(13),y.vertexUv2s&&a.enable(14),y.vertexUv3s&&a.enable(15),y.vertexTangents&&a.enable(16),y.anisotropy&&a.enable(17),y.alphaHash&&a.enable(18),y.batching&&a.enable(19),y.dispersion&&a.enable(20),y.batchingColor&&a.enable(21),w.push(a.mask),a.disableAll(),y.fog&&a.enable(0),y.useFog&&a.enable(1),y.flatShading&&a.enable(2),y.logarithmicDepthBuffer&&a.enable(3),y.reverseDepthBuffer&&a.enable(4),y.skinning&&a.enable(5),y.morphTargets&&a.enable(6),y.morphNormals&&a.enable(7),y.morphColors&&a.enable(8),y.premultipliedAlpha&&a.enable(9),y.shadowMapEnabled&&a.enable(10),y.doubleSided&&a.enable(11),y.flipSided&&a.enable(12),y.useDepthPacking&&a.enable(13),y.dithering&&a.enable(14),y.transmission&&a.enable(15),y.sheen&&a.enable(16),y.opaque&&a.enable(17),y.pointsUvs&&a.enable(18),y.decodeVideoTexture&&a.enable(19),y.decodeVideoTextureEmissive&&a.enable(20),y.alphaToCoverage&&a.enable(21),w.push(a.mask)}function b(w){let y=p[w.type],P;if(y){let G=Ne[y];P=ea.clone(G.uniforms)}else P=w.uniforms;return P}function C(w,y){let P;for(let G=0,k=h.length;G<k;G++){let $=h[G];if($.cacheKey===y){P=$,++P.usedTimes;break}}return P===void 0&&(P=new Fv(s,y,w,r),h.push(P)),P}function E(w){if(--w.usedTimes===0){let y=h.indexOf(w);h[y]=h[h.length-1],h.pop(),w.destroy()}}function T(w){l.remove(w)}function I(){l.dispose()}return{getParameters:m,getProgramCacheKey:g,getUniforms:b,acquireProgram:C,releaseProgram:E,releaseShaderCache:T,programs:h,dispose:I}}function Bv(){let s=new WeakMap;function t(o){return s.has(o)}function e(o){let a=s.get(o);return a===void 0&&(a={},s.set(o,a)),a}function n(o){s.delete(o)}function i(o,a,l){s.get(o)[a]=l}function r(){s=new WeakMap}return{has:t,get:e,remove:n,update:i,dispose:r}}function zv(s,t){return s.groupOrder!==t.groupOrder?s.groupOrder-t.groupOrder:s.renderOrder!==t.renderOrder?s.renderOrder-t.renderOrder:s.material.id!==t.material.id?s.material.id-t.material.id:s.z!==t.z?s.z-t.z:s.id-t.id}function _d(s,t){return s.groupOrder!==t.groupOrder?s.groupOrder-t.groupOrder:s.renderOrder!==t.renderOrder?s.renderOrder-t.renderOrder:s.z!==t.z?t.z-s.z:s.id-t.id}function Md(){let s=[],t=0,e=[],n=[],i=[];function r(){t=0,e.length=0,n.length=0,i.length=0}function o(u,d,f,p,x,m){let g=s[t];return g===void 0?(g={id:u.id,object:u,geometry:d,material:f,groupOrder:p,renderOrder:u.renderOrder,z:x,group:m},s[t]=g):(g.id=u.id,g.object=u,g.geometry=d,g.material=f,g.groupOrder=p,g.renderOrder=u.renderOrder,g.z=x,g.group=m),t++,g}function a(u,d,f,p,x,m){let g=o(u,d,f,p,x,m);f.transmission>0?n.push(g):f.transparent===!0?i.push(g):e.push(g)}function l(u,d,f,p,x,m){let g=o(u,d,f,p,x,m);f.transmission>0?n.unshift(g):f.transparent===!0?i.unshift(g):e.unshift(g)}function c(u,d){e.length>1&&e.sort(u||zv),n.length>1&&n.sort(d||_d),i.length>1&&i.sort(d||_d)}function h(){for(let u=t,d=s.length;u<d;u++){let f=s[u];if(f.id===null)break;f.id=null,f.object=null,f.geometry=null,f.material=null,f.group=null}}return{opaque:e,transmissive:n,transparent:i,init:r,push:a,unshift:l,finish:h,sort:c}}function Hv(){let s=new WeakMap;function t(n,i){let r=s.get(n),o;return r===void 0?(o=new Md,s.set(n,[o])):i>=r.length?(o=new Md,r.push(o)):o=r[i],o}function e(){s=new WeakMap}return{get:t,dispose:e}}function Vv(){let s={};return{get:function(t){if(s[t.id]!==void 0)return s[t.id];let e;switch(t.type){case"DirectionalLight":e={direction:new D,color:new Nt};break;case"SpotLight":e={position:new D,direction:new D,color:new Nt,distance:0,coneCos:0,penumbraCos:0,decay:0};break;case"PointLight":e={position:new D,color:new Nt,distance:0,decay:0};break;case"HemisphereLight":e={direction:new D,skyColor:new Nt,groundColor:new Nt};break;case"RectAreaLight":e={color:new Nt,position:new D,halfWidth:new D,halfHeight:new D};break}return s[t.id]=e,e}}}function Gv(){let s={};return{get:function(t){if(s[t.id]!==void 0)return s[t.id];let e;switch(t.type){case"DirectionalLight":e={shadowIntensity:1,shadowBias:0,shadowNormalBias:0,shadowRadius:1,shadowMapSize:new Tt};break;case"SpotLight":e={shadowIntensity:1,shadowBias:0,shadowNormalBias:0,shadowRadius:1,shadowMapSize:new Tt};break;case"PointLight":e={shadowIntensity:1,shadowBias:0,shadowNormalBias:0,shadowRadius:1,shadowMapSize:new Tt,shadowCameraNear:1,shadowCameraFar:1e3};break}return s[t.id]=e,e}}}var Wv=0;function $v(s,t){return(t.castShadow?2:0)-(s.castShadow?2:0)+(t.map?1:0)-(s.map?1:0)}function Xv(s){let t=new Vv,e=Gv(),n={version:0,hash:{directionalLength:-1,pointLength:-1,spotLength:-1,rectAreaLength:-1,hemiLength:-1,numDirectionalShadows:-1,numPointShadows:-1,numSpotShadows:-1,numSpotMaps:-1,numLightProbes:-1},ambient:[0,0,0],probe:[],directional:[],directionalShadow:[],directionalShadowMap:[],directionalShadowMatrix:[],spot:[],spotLightMap:[],spotShadow:[],spotShadowMap:[],spotLightMatrix:[],rectArea:[],rectAreaLTC1:null,rectAreaLTC2:null,point:[],pointShadow:[],pointShadowMap:[],pointShadowMatrix:[],hemi:[],numSpotLightShadowsWithMaps:0,numLightProbes:0};for(let c=0;c<9;c++)n.probe.push(new D);let i=new D,r=new oe,o=new oe;function a(c){let h=0,u=0,d=0;for(let w=0;w<9;w++)n.probe[w].set(0,0,0);let f=0,p=0,x=0,m=0,g=0,M=0,S=0,b=0,C=0,E=0,T=0;c.sort($v);for(let w=0,y=c.length;w<y;w++){let P=c[w],G=P.color,k=P.intensity,$=P.distance,X=P.shadow&&P.shadow.map?P.shadow.map.texture:null;if(P.isAmbientLight)h+=G.r*k,u+=G.g*k,d+=G.b*k;else if(P.isLightProbe){for(let H=0;H<9;H++)n.probe[H].addScaledVector(P.sh.coefficients[H],k);T++}else if(P.isDirectionalLight){let H=t.get(P);if(H.color.copy(P.color).multiplyScalar(P.intensity),P.castShadow){let J=P.shadow,V=e.get(P);V.shadowIntensity=J.intensity,V.shadowBias=J.bias,V.shadowNormalBias=J.normalBias,V.shadowRadius=J.radius,V.shadowMapSize=J.mapSize,n.directionalShadow[f]=V,n.directionalShadowMap[f]=X,n.directionalShadowMatrix[f]=P.shadow.matrix,M++}n.directional[f]=H,f++}else if(P.isSpotLight){let H=t.get(P);H.position.setFromMatrixPosition(P.matrixWorld),H.color.copy(G).multiplyScalar(k),H.distance=$,H.coneCos=Math.cos(P.angle),H.penumbraCos=Math.cos(P.angle*(1-P.penumbra)),H.decay=P.decay,n.spot[x]=H;let J=P.shadow;if(P.map&&(n.spotLightMap[C]=P.map,C++,J.updateMatrices(P),P.castShadow&&E++),n.spotLightMatrix[x]=J.matrix,P.castShadow){let V=e.get(P);V.shadowIntensity=J.intensity,V.shadowBias=J.bias,V.shadowNormalBias=J.normalBias,V.shadowRadius=J.radius,V.shadowMapSize=J.mapSize,n.spotShadow[x]=V,n.spotShadowMap[x]=X,b++}x++}else if(P.isRectAreaLight){let H=t.get(P);H.color.copy(G).multiplyScalar(k),H.halfWidth.set(P.width*.5,0,0),H.halfHeight.set(0,P.height*.5,0),n.rectArea[m]=H,m++}else if(P.isPointLight){let H=t.get(P);if(H.color.copy(P.color).multiplyScalar(P.intensity),H.distance=P.distance,H.decay=P.decay,P.castShadow){let J=P.shadow,V=e.get(P);V.shadowIntensity=J.intensity,V.shadowBias=J.bias,V.shadowNormalBias=J.normalBias,V.shadowRadius=J.radius,V.shadowMapSize=J.mapSize,V.shadowCameraNear=J.camera.near,V.shadowCameraFar=J.camera.far,n.pointShadow[p]=V,n.pointShadowMap[p]=X,n.pointShadowMatrix[p]=P.shadow.matrix,S++}n.point[p]=H,p++}else if(P.isHemisphereLight){let H=t.get(P);H.skyColor.copy(P.color).multiplyScalar(k),H.groundColor.copy(P.groundColor).multiplyScalar(k),n.hemi[g]=H,g++}}m>0&&(s.has("OES_texture_float_linear")===!0?(n.rectAreaLTC1=it.LTC_FLOAT_1,n.rectAreaLTC2=it.LTC_FLOAT_2):(n.rectAreaLTC1=it.LTC_HALF_1,n.rectAreaLTC2=it.LTC_HALF_2)),n.ambient[0]=h,n.ambient[1]=u,n.ambient[2]=d;let I=n.hash;(I.directionalLength!==f||I.pointLength!==p||I.spotLength!==x||I.rectAreaLength!==m||I.hemiLength!==g||I.numDirectionalShadows!==M||I.numPointShadows!==S||I.numSpotShadows!==b||I.numSpotMaps!==C||I.numLightProbes!==T)&&(n.directional.length=f,n.spot.length=x,n.rectArea.length=m,n.point.length=p,n.hemi.length=g,n.directionalShadow.length=M,n.directionalShadowMap.length=M,n.pointShadow.length=S,n.pointShadowMap.length=S,n.spotShadow.length=b,n.spotShadowMap.length=b,n.directionalShadowMatrix.length=M,n.pointShadowMatrix.length=S,n.spotLightMatrix.length=b+C-E,n.spotLightMap.length=C,n.numSpotLightShadowsWithMaps=E,n.numLightProbes=T,I.directionalLength=f,I.pointLength=p,I.spotLength=x,I.rectAreaLength=m,I.hemiLength=g,I.numDirectionalShadows=M,I.numPointShadows=S,I.numSpotShadows=b,I.numSpotMaps=C,I.numLightProbes=T,n.version=Wv++)}function l(c,h){let u=0,d=0,f=0,p=0,x=0,m=h.matrixWorldInverse;for(let g=0,M=c.length;g<M;g++){let S=c[g];if(S.isDirectionalLight){let b=n.directional[u];b.direction.setFromMatrixPosition(S.matrixWorld),i.setFromMatrixPosition(S.target.matrixWorld),b.direction.sub(i),b.direction.transformDirection(m),u++}else if(S.isSpotLight){let b=n.spot[f];b.position.setFromMatrixPosition(S.matrixWorld),b.position.applyMatrix4(m),b.direction.setFromMatrixPosition(S.matrixWorld),i.setFromMatrixPosition(S.target.matrixWorld),b.direction.sub(i),b.direction.transformDirection(m),f++}else if(S.isRectAreaLight){let b=n.rectArea[p];b.position.setFromMatrixPosition(S.matrixWorld),b.position.applyMatrix4(m),o.identity(),r.copy(S.matrixWorld),r.premultiply(m),o.extractRotation(r),b.halfWidth.set(S.width*.5,0,0),b.halfHeight.set(0,S.height*.5,0),b.halfWidth.applyMatrix4(o),b.halfHeight.applyMatrix4(o),p++}else if(S.isPointLight){let b=n.point[d];b.position.setFromMatrixPosition(S.matrixWorld),b.position.applyMatrix4(m),d++}else if(S.isHemisphereLight){let b=n.hemi[x];b.direction.setFromMatrixPosition(S.matrixWorld),b.direction.transformDirection(m),x++}}}return{setup:a,setupView:l,state:n}}function wd(s){let t=new Xv(s),e=[],n=[];function i(h){c.camera=h,e.length=0,n.length=0}function r(h){e.push(h)}function o(h){n.push(h)}function a(){t.setup(e)}function l(h){t.setupView(e,h)}let c={lightsArray:e,shadowsArray:n,camera:null,lights:t,transmissionRenderTarget:{}};return{init:i,state:c,setupLights:a,setupLightsView:l,pushLight:r,pushShadow:o}}function qv(s){let t=new WeakMap;function e(i,r=0){let o=t.get(i),a;return o===void 0?(a=new wd(s),t.set(i,[a])):r>=o.length?(a=new wd(s),o.push(a)):a=o[r],a}function n(){t=new WeakMap}return{get:e,dispose:n}}var Lc=class extends wi{static get type(){return"MeshDepthMaterial"}constructor(t){super(),this.isMeshDepthMaterial=!0,this.depthPacking=zm,this.map=null,this.alphaMap=null,this.displacementMap=null,this.displacementScale=1,this.displacementBias=0,this.wireframe=!1,this.wireframeLinewidth=1,this.setValues(t)}copy(t){return super.copy(t),this.depthPacking=t.depthPacking,this.map=t.map,this.alphaMap=t.alphaMap,this.displacementMap=t.displacementMap,this.displacementScale=t.displacementScale,this.displacementBias=t.displacementBias,this.wireframe=t.wireframe,this.wireframeLinewidth=t.wireframeLinewidth,this}},Dc=class extends wi{static get type(){return"MeshDistanceMaterial"}constructor(t){super(),this.isMeshDistanceMaterial=!0,this.map=null,this.alphaMap=null,this.displacementMap=null,this.displacementScale=1,this.displacementBias=0,this.setValues(t)}copy(t){return super.copy(t),this.map=t.map,this.alphaMap=t.alphaMap,this.displacementMap=t.displacementMap,this.displacementScale=t.displacementScale,this.displacementBias=t.displacementBias,this}},Yv=`void main() {
	gl_Position = vec4( position, 1.0 );
}`,Zv=`uniform sampler2D shadow_pass;
uniform vec2 resolution;
uniform float radius;
#include <packing>
void main() {
	const float samples = float( VSM_SAMPLES );
	float mean = 0.0;
	float squared_mean = 0.0;
	float uvStride = samples <= 1.0 ? 0.0 : 2.0 / ( samples - 1.0 );
	float uvStart = samples <= 1.0 ? 0.0 : - 1.0;
	for ( float i = 0.0; i < samples; i ++ ) {
		float uvOffset = uvStart + i * uvStride;
		#ifdef HORIZONTAL_PASS
			vec2 distribution = unpackRGBATo2Half( texture2D( shadow_pass, ( gl_FragCoord.xy + vec2( uvOffset, 0.0 ) * radius ) / resolution ) );
			mean += distribution.x;
			squared_mean += distribution.y * distribution.y + distribution.x * distribution.x;
		#else
			float depth = unpackRGBAToDepth( texture2D( shadow_pass, ( gl_FragCoord.xy + vec2( 0.0, uvOffset ) * radius ) / resolution ) );
			mean += depth;
			squared_mean += depth * depth;
		#endif
	}
	mean = mean / samples;
	squared_mean = squared_mean / samples;
	float std_dev = sqrt( squared_mean - mean * mean );
	gl_FragColor = pack2HalfToRGBA( vec2( mean, std_dev ) );
}`;function jv(s,t,e){let n=new gr,i=new Tt,r=new Tt,o=new Qt,a=new Lc({depthPacking:Hm}),l=new Dc,c={},h=e.maxTextureSize,u={[Mi]:Ve,[Ve]:Mi,[Ye]:Ye},d=new an({defines:{VSM_SAMPLES:8},uniforms:{shadow_pass:{value:null},resolution:{value:new Tt},radius:{value:4}},vertexShader:Yv,fragmentShader:Zv}),f=d.clone();f.defines.HORIZONTAL_PASS=1;let p=new we;p.setAttribute("position",new ge(new Float32Array([-1,-1,.5,3,-1,.5,-1,3,.5]),3));let x=new Me(p,d),m=this;this.enabled=!1,this.autoUpdate=!0,this.needsUpdate=!1,this.type=Ud;let g=this.type;this.render=function(E,T,I){if(m.enabled===!1||m.autoUpdate===!1&&m.needsUpdate===!1||E.length===0)return;let w=s.getRenderTarget(),y=s.getActiveCubeFace(),P=s.getActiveMipmapLevel(),G=s.state;G.setBlending(bi),G.buffers.color.setClear(1,1,1,1),G.buffers.depth.setTest(!0),G.setScissorTest(!1);let k=g!==qn&&this.type===qn,$=g===qn&&this.type!==qn;for(let X=0,H=E.length;X<H;X++){let J=E[X],V=J.shadow;if(V===void 0){console.warn("THREE.WebGLShadowMap:",J,"has no shadow.");continue}if(V.autoUpdate===!1&&V.needsUpdate===!1)continue;i.copy(V.mapSize);let nt=V.getFrameExtents();if(i.multiply(nt),r.copy(V.mapSize),(i.x>h||i.y>h)&&(i.x>h&&(r.x=Math.floor(h/nt.x),i.x=r.x*nt.x,V.mapSize.x=r.x),i.y>h&&(r.y=Math.floor(h/nt.y),i.y=r.y*nt.y,V.mapSize.y=r.y)),V.map===null||k===!0||$===!0){let mt=this.type!==qn?{minFilter:yn,magFilter:yn}:{};V.map!==null&&V.map.dispose(),V.map=new ti(i.x,i.y,mt),V.map.texture.name=J.name+".shadowMap",V.camera.updateProjectionMatrix()}s.setRenderTarget(V.map),s.clear();let ct=V.getViewportCount();for(let mt=0;mt<ct;mt++){let Ut=V.getViewport(mt);o.set(r.x*Ut.x,r.y*Ut.y,r.x*Ut.z,r.y*Ut.w),G.viewport(o),V.updateMatrices(J,mt),n=V.getFrustum(),b(T,I,V.camera,J,this.type)}V.isPointLightShadow!==!0&&this.type===qn&&M(V,I),V.needsUpdate=!1}g=this.type,m.needsUpdate=!1,s.setRenderTarget(w,y,P)};function M(E,T){let I=t.update(x);d.defines.VSM_SAMPLES!==E.blurSamples&&(d.defines.VSM_SAMPLES=E.blurSamples,f.defines.VSM_SAMPLES=E.blurSamples,d.needsUpdate=!0,f.needsUpdate=!0),E.mapPass===null&&(E.mapPass=new ti(i.x,i.y)),d.uniforms.shadow_pass.value=E.map.texture,d.uniforms.resolution.value=E.mapSize,d.uniforms.radius.value=E.radius,s.setRenderTarget(E.mapPass),s.clear(),s.renderBufferDirect(T,null,I,d,x,null),f.uniforms.shadow_pass.value=E.mapPass.texture,f.uniforms.resolution.value=E.mapSize,f.uniforms.radius.value=E.radius,s.setRenderTarget(E.map),s.clear(),s.renderBufferDirect(T,null,I,f,x,null)}function S(E,T,I,w){let y=null,P=I.isPointLight===!0?E.customDistanceMaterial:E.customDepthMaterial;if(P!==void 0)y=P;else if(y=I.isPointLight===!0?l:a,s.localClippingEnabled&&T.clipShadows===!0&&Array.isArray(T.clippingPlanes)&&T.clippingPlanes.length!==0||T.displacementMap&&T.displacementScale!==0||T.alphaMap&&T.alphaTest>0||T.map&&T.alphaTest>0){let G=y.uuid,k=T.uuid,$=c[G];$===void 0&&($={},c[G]=$);let X=$[k];X===void 0&&(X=y.clone(),$[k]=X,T.addEventListener("dispose",C)),y=X}if(y.visible=T.visible,y.wireframe=T.wireframe,w===qn?y.side=T.shadowSide!==null?T.shadowSide:T.side:y.side=T.shadowSide!==null?T.shadowSide:u[T.side],y.alphaMap=T.alphaMap,y.alphaTest=T.alphaTest,y.map=T.map,y.clipShadows=T.clipShadows,y.clippingPlanes=T.clippingPlanes,y.clipIntersection=T.clipIntersection,y.displacementMap=T.displacementMap,y.displacementScale=T.displacementScale,y.displacementBias=T.displacementBias,y.wireframeLinewidth=T.wireframeLinewidth,y.linewidth=T.linewidth,I.isPointLight===!0&&y.isMeshDistanceMaterial===!0){let G=s.properties.get(y);G.light=I}return y}function b(E,T,I,w,y){if(E.visible===!1)return;if(E.layers.test(T.layers)&&(E.isMesh||E.isLine||E.isPoints)&&(E.castShadow||E.receiveShadow&&y===qn)&&(!E.frustumCulled||n.intersectsObject(E))){E.modelViewMatrix.multiplyMatrices(I.matrixWorldInverse,E.matrixWorld);let k=t.update(E),$=E.material;if(Array.isArray($)){let X=k.groups;for(let H=0,J=X.length;H<J;H++){let V=X[H],nt=$[V.materialIndex];if(nt&&nt.visible){let ct=S(E,nt,w,y);E.onBeforeShadow(s,E,T,I,k,ct,V),s.renderBufferDirect(I,null,k,ct,E,V),E.onAfterShadow(s,E,T,I,k,ct,V)}}}else if($.visible){let X=S(E,$,w,y);E.onBeforeShadow(s,E,T,I,k,X,null),s.renderBufferDirect(I,null,k,X,E,null),E.onAfterShadow(s,E,T,I,k,X,null)}}let G=E.children;for(let k=0,$=G.length;k<$;k++)b(G[k],T,I,w,y)}function C(E){E.target.removeEventListener("dispose",C);for(let I in c){let w=c[I],y=E.target.uuid;y in w&&(w[y].dispose(),delete w[y])}}}var Kv={[Fl]:Ol,[kl]:Hl,[Bl]:Vl,[Rs]:zl,[Ol]:Fl,[Hl]:kl,[Vl]:Bl,[zl]:Rs};function Jv(s,t){function e(){let L=!1,st=new Qt,W=null,j=new Qt(0,0,0,0);return{setMask:function(ht){W!==ht&&!L&&(s.colorMask(ht,ht,ht,ht),W=ht)},setLocked:function(ht){L=ht},setClear:function(ht,at,It,ce,Te){Te===!0&&(ht*=ce,at*=ce,It*=ce),st.set(ht,at,It,ce),j.equals(st)===!1&&(s.clearColor(ht,at,It,ce),j.copy(st))},reset:function(){L=!1,W=null,j.set(-1,0,0,0)}}}function n(){let L=!1,st=!1,W=null,j=null,ht=null;return{setReversed:function(at){if(st!==at){let It=t.get("EXT_clip_control");st?It.clipControlEXT(It.LOWER_LEFT_EXT,It.ZERO_TO_ONE_EXT):It.clipControlEXT(It.LOWER_LEFT_EXT,It.NEGATIVE_ONE_TO_ONE_EXT);let ce=ht;ht=null,this.setClear(ce)}st=at},getReversed:function(){return st},setTest:function(at){at?rt(s.DEPTH_TEST):Et(s.DEPTH_TEST)},setMask:function(at){W!==at&&!L&&(s.depthMask(at),W=at)},setFunc:function(at){if(st&&(at=Kv[at]),j!==at){switch(at){case Fl:s.depthFunc(s.NEVER);break;case Ol:s.depthFunc(s.ALWAYS);break;case kl:s.depthFunc(s.LESS);break;case Rs:s.depthFunc(s.LEQUAL);break;case Bl:s.depthFunc(s.EQUAL);break;case zl:s.depthFunc(s.GEQUAL);break;case Hl:s.depthFunc(s.GREATER);break;case Vl:s.depthFunc(s.NOTEQUAL);break;default:s.depthFunc(s.LEQUAL)}j=at}},setLocked:function(at){L=at},setClear:function(at){ht!==at&&(st&&(at=1-at),s.clearDepth(at),ht=at)},reset:function(){L=!1,W=null,j=null,ht=null,st=!1}}}function i(){let L=!1,st=null,W=null,j=null,ht=null,at=null,It=null,ce=null,Te=null;return{setTest:function(Zt){L||(Zt?rt(s.STENCIL_TEST):Et(s.STENCIL_TEST))},setMask:function(Zt){st!==Zt&&!L&&(s.stencilMask(Zt),st=Zt)},setFunc:function(Zt,cn,Fn){(W!==Zt||j!==cn||ht!==Fn)&&(s.stencilFunc(Zt,cn,Fn),W=Zt,j=cn,ht=Fn)},setOp:function(Zt,cn,Fn){(at!==Zt||It!==cn||ce!==Fn)&&(s.stencilOp(Zt,cn,Fn),at=Zt,It=cn,ce=Fn)},setLocked:function(Zt){L=Zt},setClear:function(Zt){Te!==Zt&&(s.clearStencil(Zt),Te=Zt)},reset:function(){L=!1,st=null,W=null,j=null,ht=null,at=null,It=null,ce=null,Te=null}}}let r=new e,o=new n,a=new i,l=new WeakMap,c=new WeakMap,h={},u={},d=new WeakMap,f=[],p=null,x=!1,m=null,g=null,M=null,S=null,b=null,C=null,E=null,T=new Nt(0,0,0),I=0,w=!1,y=null,P=null,G=null,k=null,$=null,X=s.getParameter(s.MAX_COMBINED_TEXTURE_IMAGE_UNITS),H=!1,J=0,V=s.getParameter(s.VERSION);V.indexOf("WebGL")!==-1?(J=parseFloat(/^WebGL (\d)/.exec(V)[1]),H=J>=1):V.indexOf("OpenGL ES")!==-1&&(J=parseFloat(/^OpenGL ES (\d)/.exec(V)[1]),H=J>=2);let nt=null,ct={},mt=s.getParameter(s.SCISSOR_BOX),Ut=s.getParameter(s.VIEWPORT),Xt=new Qt().fromArray(mt),q=new Qt().fromArray(Ut);function Q(L,st,W,j){let ht=new Uint8Array(4),at=s.createTexture();s.bindTexture(L,at),s.texParameteri(L,s.TEXTURE_MIN_FILTER,s.NEAREST),s.texParameteri(L,s.TEXTURE_MAG_FILTER,s.NEAREST);for(let It=0;It<W;It++)L===s.TEXTURE_3D||L===s.TEXTURE_2D_ARRAY?s.texImage3D(st,0,s.RGBA,1,1,j,0,s.RGBA,s.UNSIGNED_BYTE,ht):s.texImage2D(st+It,0,s.RGBA,1,1,0,s.RGBA,s.UNSIGNED_BYTE,ht);return at}let pt={};pt[s.TEXTURE_2D]=Q(s.TEXTURE_2D,s.TEXTURE_2D,1),pt[s.TEXTURE_CUBE_MAP]=Q(s.TEXTURE_CUBE_MAP,s.TEXTURE_CUBE_MAP_POSITIVE_X,6),pt[s.TEXTURE_2D_ARRAY]=Q(s.TEXTURE_2D_ARRAY,s.TEXTURE_2D_ARRAY,1,1),pt[s.TEXTURE_3D]=Q(s.TEXTURE_3D,s.TEXTURE_3D,1,1),r.setClear(0,0,0,1),o.setClear(1),a.setClear(0),rt(s.DEPTH_TEST),o.setFunc(Rs),Bt(!1),zt(Au),rt(s.CULL_FACE),F(bi);function rt(L){h[L]!==!0&&(s.enable(L),h[L]=!0)}function Et(L){h[L]!==!1&&(s.disable(L),h[L]=!1)}function Pt(L,st){return u[L]!==st?(s.bindFramebuffer(L,st),u[L]=st,L===s.DRAW_FRAMEBUFFER&&(u[s.FRAMEBUFFER]=st),L===s.FRAMEBUFFER&&(u[s.DRAW_FRAMEBUFFER]=st),!0):!1}function kt(L,st){let W=f,j=!1;if(L){W=d.get(st),W===void 0&&(W=[],d.set(st,W));let ht=L.textures;if(W.length!==ht.length||W[0]!==s.COLOR_ATTACHMENT0){for(let at=0,It=ht.length;at<It;at++)W[at]=s.COLOR_ATTACHMENT0+at;W.length=ht.length,j=!0}}else W[0]!==s.BACK&&(W[0]=s.BACK,j=!0);j&&s.drawBuffers(W)}function le(L){return p!==L?(s.useProgram(L),p=L,!0):!1}let Vt={[Bi]:s.FUNC_ADD,[fm]:s.FUNC_SUBTRACT,[pm]:s.FUNC_REVERSE_SUBTRACT};Vt[mm]=s.MIN,Vt[gm]=s.MAX;let de={[xm]:s.ZERO,[ym]:s.ONE,[vm]:s.SRC_COLOR,[Nl]:s.SRC_ALPHA,[Am]:s.SRC_ALPHA_SATURATE,[wm]:s.DST_COLOR,[_m]:s.DST_ALPHA,[bm]:s.ONE_MINUS_SRC_COLOR,[Ul]:s.ONE_MINUS_SRC_ALPHA,[Sm]:s.ONE_MINUS_DST_COLOR,[Mm]:s.ONE_MINUS_DST_ALPHA,[Em]:s.CONSTANT_COLOR,[Tm]:s.ONE_MINUS_CONSTANT_COLOR,[Cm]:s.CONSTANT_ALPHA,[Rm]:s.ONE_MINUS_CONSTANT_ALPHA};function F(L,st,W,j,ht,at,It,ce,Te,Zt){if(L===bi){x===!0&&(Et(s.BLEND),x=!1);return}if(x===!1&&(rt(s.BLEND),x=!0),L!==dm){if(L!==m||Zt!==w){if((g!==Bi||b!==Bi)&&(s.blendEquation(s.FUNC_ADD),g=Bi,b=Bi),Zt)switch(L){case As:s.blendFuncSeparate(s.ONE,s.ONE_MINUS_SRC_ALPHA,s.ONE,s.ONE_MINUS_SRC_ALPHA);break;case Eu:s.blendFunc(s.ONE,s.ONE);break;case Tu:s.blendFuncSeparate(s.ZERO,s.ONE_MINUS_SRC_COLOR,s.ZERO,s.ONE);break;case Cu:s.blendFuncSeparate(s.ZERO,s.SRC_COLOR,s.ZERO,s.SRC_ALPHA);break;default:console.error("THREE.WebGLState: Invalid blending: ",L);break}else switch(L){case As:s.blendFuncSeparate(s.SRC_ALPHA,s.ONE_MINUS_SRC_ALPHA,s.ONE,s.ONE_MINUS_SRC_ALPHA);break;case Eu:s.blendFunc(s.SRC_ALPHA,s.ONE);break;case Tu:s.blendFuncSeparate(s.ZERO,s.ONE_MINUS_SRC_COLOR,s.ZERO,s.ONE);break;case Cu:s.blendFunc(s.ZERO,s.SRC_COLOR);break;default:console.error("THREE.WebGLState: Invalid blending: ",L);break}M=null,S=null,C=null,E=null,T.set(0,0,0),I=0,m=L,w=Zt}return}ht=ht||st,at=at||W,It=It||j,(st!==g||ht!==b)&&(s.blendEquationSeparate(Vt[st],Vt[ht]),g=st,b=ht),(W!==M||j!==S||at!==C||It!==E)&&(s.blendFuncSeparate(de[W],de[j],de[at],de[It]),M=W,S=j,C=at,E=It),(ce.equals(T)===!1||Te!==I)&&(s.blendColor(ce.r,ce.g,ce.b,Te),T.copy(ce),I=Te),m=L,w=!1}function Ze(L,st){L.side===Ye?Et(s.CULL_FACE):rt(s.CULL_FACE);let W=L.side===Ve;st&&(W=!W),Bt(W),L.blending===As&&L.transparent===!1?F(bi):F(L.blending,L.blendEquation,L.blendSrc,L.blendDst,L.blendEquationAlpha,L.blendSrcAlpha,L.blendDstAlpha,L.blendColor,L.blendAlpha,L.premultipliedAlpha),o.setFunc(L.depthFunc),o.setTest(L.depthTest),o.setMask(L.depthWrite),r.setMask(L.colorWrite);let j=L.stencilWrite;a.setTest(j),j&&(a.setMask(L.stencilWriteMask),a.setFunc(L.stencilFunc,L.stencilRef,L.stencilFuncMask),a.setOp(L.stencilFail,L.stencilZFail,L.stencilZPass)),ie(L.polygonOffset,L.polygonOffsetFactor,L.polygonOffsetUnits),L.alphaToCoverage===!0?rt(s.SAMPLE_ALPHA_TO_COVERAGE):Et(s.SAMPLE_ALPHA_TO_COVERAGE)}function Bt(L){y!==L&&(L?s.frontFace(s.CW):s.frontFace(s.CCW),y=L)}function zt(L){L!==cm?(rt(s.CULL_FACE),L!==P&&(L===Au?s.cullFace(s.BACK):L===hm?s.cullFace(s.FRONT):s.cullFace(s.FRONT_AND_BACK))):Et(s.CULL_FACE),P=L}function wt(L){L!==G&&(H&&s.lineWidth(L),G=L)}function ie(L,st,W){L?(rt(s.POLYGON_OFFSET_FILL),(k!==st||$!==W)&&(s.polygonOffset(st,W),k=st,$=W)):Et(s.POLYGON_OFFSET_FILL)}function _t(L){L?rt(s.SCISSOR_TEST):Et(s.SCISSOR_TEST)}function A(L){L===void 0&&(L=s.TEXTURE0+X-1),nt!==L&&(s.activeTexture(L),nt=L)}function v(L,st,W){W===void 0&&(nt===null?W=s.TEXTURE0+X-1:W=nt);let j=ct[W];j===void 0&&(j={type:void 0,texture:void 0},ct[W]=j),(j.type!==L||j.texture!==st)&&(nt!==W&&(s.activeTexture(W),nt=W),s.bindTexture(L,st||pt[L]),j.type=L,j.texture=st)}function O(){let L=ct[nt];L!==void 0&&L.type!==void 0&&(s.bindTexture(L.type,null),L.type=void 0,L.texture=void 0)}function Z(){try{s.compressedTexImage2D.apply(s,arguments)}catch(L){console.error("THREE.WebGLState:",L)}}function K(){try{s.compressedTexImage3D.apply(s,arguments)}catch(L){console.error("THREE.WebGLState:",L)}}function Y(){try{s.texSubImage2D.apply(s,arguments)}catch(L){console.error("THREE.WebGLState:",L)}}function vt(){try{s.texSubImage3D.apply(s,arguments)}catch(L){console.error("THREE.WebGLState:",L)}}function ot(){try{s.compressedTexSubImage2D.apply(s,arguments)}catch(L){console.error("THREE.WebGLState:",L)}}function ut(){try{s.compressedTexSubImage3D.apply(s,arguments)}catch(L){console.error("THREE.WebGLState:",L)}}function Gt(){try{s.texStorage2D.apply(s,arguments)}catch(L){console.error("THREE.WebGLState:",L)}}function tt(){try{s.texStorage3D.apply(s,arguments)}catch(L){console.error("THREE.WebGLState:",L)}}function dt(){try{s.texImage2D.apply(s,arguments)}catch(L){console.error("THREE.WebGLState:",L)}}function St(){try{s.texImage3D.apply(s,arguments)}catch(L){console.error("THREE.WebGLState:",L)}}function Ct(L){Xt.equals(L)===!1&&(s.scissor(L.x,L.y,L.z,L.w),Xt.copy(L))}function ft(L){q.equals(L)===!1&&(s.viewport(L.x,L.y,L.z,L.w),q.copy(L))}function Ht(L,st){let W=c.get(st);W===void 0&&(W=new WeakMap,c.set(st,W));let j=W.get(L);j===void 0&&(j=s.getUniformBlockIndex(st,L.name),W.set(L,j))}function Ft(L,st){let j=c.get(st).get(L);l.get(st)!==j&&(s.uniformBlockBinding(st,j,L.__bindingPointIndex),l.set(st,j))}function ee(){s.disable(s.BLEND),s.disable(s.CULL_FACE),s.disable(s.DEPTH_TEST),s.disable(s.POLYGON_OFFSET_FILL),s.disable(s.SCISSOR_TEST),s.disable(s.STENCIL_TEST),s.disable(s.SAMPLE_ALPHA_TO_COVERAGE),s.blendEquation(s.FUNC_ADD),s.blendFunc(s.ONE,s.ZERO),s.blendFuncSeparate(s.ONE,s.ZERO,s.ONE,s.ZERO),s.blendColor(0,0,0,0),s.colorMask(!0,!0,!0,!0),s.clearColor(0,0,0,0),s.depthMask(!0),s.depthFunc(s.LESS),o.setReversed(!1),s.clearDepth(1),s.stencilMask(4294967295),s.stencilFunc(s.ALWAYS,0,4294967295),s.stencilOp(s.KEEP,s.KEEP,s.KEEP),s.clearStencil(0),s.cullFace(s.BACK),s.frontFace(s.CCW),s.polygonOffset(0,0),s.activeTexture(s.TEXTURE0),s.bindFramebuffer(s.FRAMEBUFFER,null),s.bindFramebuffer(s.DRAW_FRAMEBUFFER,null),s.bindFramebuffer(s.READ_FRAMEBUFFER,null),s.useProgram(null),s.lineWidth(1),s.scissor(0,0,s.canvas.width,s.canvas.height),s.viewport(0,0,s.canvas.width,s.canvas.height),h={},nt=null,ct={},u={},d=new WeakMap,f=[],p=null,x=!1,m=null,g=null,M=null,S=null,b=null,C=null,E=null,T=new Nt(0,0,0),I=0,w=!1,y=null,P=null,G=null,k=null,$=null,Xt.set(0,0,s.canvas.width,s.canvas.height),q.set(0,0,s.canvas.width,s.canvas.height),r.reset(),o.reset(),a.reset()}return{buffers:{color:r,depth:o,stencil:a},enable:rt,disable:Et,bindFramebuffer:Pt,drawBuffers:kt,useProgram:le,setBlending:F,setMaterial:Ze,setFlipSided:Bt,setCullFace:zt,setLineWidth:wt,setPolygonOffset:ie,setScissorTest:_t,activeTexture:A,bindTexture:v,unbindTexture:O,compressedTexImage2D:Z,compressedTexImage3D:K,texImage2D:dt,texImage3D:St,updateUBOMapping:Ht,uniformBlockBinding:Ft,texStorage2D:Gt,texStorage3D:tt,texSubImage2D:Y,texSubImage3D:vt,compressedTexSubImage2D:ot,compressedTexSubImage3D:ut,scissor:Ct,viewport:ft,reset:ee}}function Sd(s,t,e,n){let i=Qv(n);switch(e){case zd:return s*t;case Vd:return s*t;case Gd:return s*t*2;case Wd:return s*t/i.components*i.byteLength;case nh:return s*t/i.components*i.byteLength;case $d:return s*t*2/i.components*i.byteLength;case ih:return s*t*2/i.components*i.byteLength;case Hd:return s*t*3/i.components*i.byteLength;case xn:return s*t*4/i.components*i.byteLength;case sh:return s*t*4/i.components*i.byteLength;case bo:case _o:return Math.floor((s+3)/4)*Math.floor((t+3)/4)*8;case Mo:case wo:return Math.floor((s+3)/4)*Math.floor((t+3)/4)*16;case Yl:case jl:return Math.max(s,16)*Math.max(t,8)/4;case ql:case Zl:return Math.max(s,8)*Math.max(t,8)/2;case Kl:case Jl:return Math.floor((s+3)/4)*Math.floor((t+3)/4)*8;case Ql:return Math.floor((s+3)/4)*Math.floor((t+3)/4)*16;case tc:return Math.floor((s+3)/4)*Math.floor((t+3)/4)*16;case ec:return Math.floor((s+4)/5)*Math.floor((t+3)/4)*16;case nc:return Math.floor((s+4)/5)*Math.floor((t+4)/5)*16;case ic:return Math.floor((s+5)/6)*Math.floor((t+4)/5)*16;case sc:return Math.floor((s+5)/6)*Math.floor((t+5)/6)*16;case rc:return Math.floor((s+7)/8)*Math.floor((t+4)/5)*16;case oc:return Math.floor((s+7)/8)*Math.floor((t+5)/6)*16;case ac:return Math.floor((s+7)/8)*Math.floor((t+7)/8)*16;case lc:return Math.floor((s+9)/10)*Math.floor((t+4)/5)*16;case cc:return Math.floor((s+9)/10)*Math.floor((t+5)/6)*16;case hc:return Math.floor((s+9)/10)*Math.floor((t+7)/8)*16;case uc:return Math.floor((s+9)/10)*Math.floor((t+9)/10)*16;case dc:return Math.floor((s+11)/12)*Math.floor((t+9)/10)*16;case fc:return Math.floor((s+11)/12)*Math.floor((t+11)/12)*16;case So:case pc:case mc:return Math.ceil(s/4)*Math.ceil(t/4)*16;case Xd:case gc:return Math.ceil(s/4)*Math.ceil(t/4)*8;case xc:case yc:return Math.ceil(s/4)*Math.ceil(t/4)*16}throw new Error(`Unable to determine texture byte length for ${e} format.`)}function Qv(s){switch(s){case Jn:case Od:return{byteLength:1,components:1};case dr:case kd:case yr:return{byteLength:2,components:1};case th:case eh:return{byteLength:2,components:4};case Wi:case Qc:case Yn:return{byteLength:4,components:1};case Bd:return{byteLength:4,components:3}}throw new Error(`Unknown texture type ${s}.`)}function tb(s,t,e,n,i,r,o){let a=t.has("WEBGL_multisampled_render_to_texture")?t.get("WEBGL_multisampled_render_to_texture"):null,l=typeof navigator>"u"?!1:/OculusBrowser/g.test(navigator.userAgent),c=new Tt,h=new WeakMap,u,d=new WeakMap,f=!1;try{f=typeof OffscreenCanvas<"u"&&new OffscreenCanvas(1,1).getContext("2d")!==null}catch{}function p(A,v){return f?new OffscreenCanvas(A,v):To("canvas")}function x(A,v,O){let Z=1,K=_t(A);if((K.width>O||K.height>O)&&(Z=O/Math.max(K.width,K.height)),Z<1)if(typeof HTMLImageElement<"u"&&A instanceof HTMLImageElement||typeof HTMLCanvasElement<"u"&&A instanceof HTMLCanvasElement||typeof ImageBitmap<"u"&&A instanceof ImageBitmap||typeof VideoFrame<"u"&&A instanceof VideoFrame){let Y=Math.floor(Z*K.width),vt=Math.floor(Z*K.height);u===void 0&&(u=p(Y,vt));let ot=v?p(Y,vt):u;return ot.width=Y,ot.height=vt,ot.getContext("2d").drawImage(A,0,0,Y,vt),console.warn("THREE.WebGLRenderer: Texture has been resized from ("+K.width+"x"+K.height+") to ("+Y+"x"+vt+")."),ot}else return"data"in A&&console.warn("THREE.WebGLRenderer: Image in DataTexture is too big ("+K.width+"x"+K.height+")."),A;return A}function m(A){return A.generateMipmaps}function g(A){s.generateMipmap(A)}function M(A){return A.isWebGLCubeRenderTarget?s.TEXTURE_CUBE_MAP:A.isWebGL3DRenderTarget?s.TEXTURE_3D:A.isWebGLArrayRenderTarget||A.isCompressedArrayTexture?s.TEXTURE_2D_ARRAY:s.TEXTURE_2D}function S(A,v,O,Z,K=!1){if(A!==null){if(s[A]!==void 0)return s[A];console.warn("THREE.WebGLRenderer: Attempt to use non-existing WebGL internal format '"+A+"'")}let Y=v;if(v===s.RED&&(O===s.FLOAT&&(Y=s.R32F),O===s.HALF_FLOAT&&(Y=s.R16F),O===s.UNSIGNED_BYTE&&(Y=s.R8)),v===s.RED_INTEGER&&(O===s.UNSIGNED_BYTE&&(Y=s.R8UI),O===s.UNSIGNED_SHORT&&(Y=s.R16UI),O===s.UNSIGNED_INT&&(Y=s.R32UI),O===s.BYTE&&(Y=s.R8I),O===s.SHORT&&(Y=s.R16I),O===s.INT&&(Y=s.R32I)),v===s.RG&&(O===s.FLOAT&&(Y=s.RG32F),O===s.HALF_FLOAT&&(Y=s.RG16F),O===s.UNSIGNED_BYTE&&(Y=s.RG8)),v===s.RG_INTEGER&&(O===s.UNSIGNED_BYTE&&(Y=s.RG8UI),O===s.UNSIGNED_SHORT&&(Y=s.RG16UI),O===s.UNSIGNED_INT&&(Y=s.RG32UI),O===s.BYTE&&(Y=s.RG8I),O===s.SHORT&&(Y=s.RG16I),O===s.INT&&(Y=s.RG32I)),v===s.RGB_INTEGER&&(O===s.UNSIGNED_BYTE&&(Y=s.RGB8UI),O===s.UNSIGNED_SHORT&&(Y=s.RGB16UI),O===s.UNSIGNED_INT&&(Y=s.RGB32UI),O===s.BYTE&&(Y=s.RGB8I),O===s.SHORT&&(Y=s.RGB16I),O===s.INT&&(Y=s.RGB32I)),v===s.RGBA_INTEGER&&(O===s.UNSIGNED_BYTE&&(Y=s.RGBA8UI),O===s.UNSIGNED_SHORT&&(Y=s.RGBA16UI),O===s.UNSIGNED_INT&&(Y=s.RGBA32UI),O===s.BYTE&&(Y=s.RGBA8I),O===s.SHORT&&(Y=s.RGBA16I),O===s.INT&&(Y=s.RGBA32I)),v===s.RGB&&O===s.UNSIGNED_INT_5_9_9_9_REV&&(Y=s.RGB9_E5),v===s.RGBA){let vt=K?Qo:Wt.getTransfer(Z);O===s.FLOAT&&(Y=s.RGBA32F),O===s.HALF_FLOAT&&(Y=s.RGBA16F),O===s.UNSIGNED_BYTE&&(Y=vt===Jt?s.SRGB8_ALPHA8:s.RGBA8),O===s.UNSIGNED_SHORT_4_4_4_4&&(Y=s.RGBA4),O===s.UNSIGNED_SHORT_5_5_5_1&&(Y=s.RGB5_A1)}return(Y===s.R16F||Y===s.R32F||Y===s.RG16F||Y===s.RG32F||Y===s.RGBA16F||Y===s.RGBA32F)&&t.get("EXT_color_buffer_float"),Y}function b(A,v){let O;return A?v===null||v===Wi||v===Ls?O=s.DEPTH24_STENCIL8:v===Yn?O=s.DEPTH32F_STENCIL8:v===dr&&(O=s.DEPTH24_STENCIL8,console.warn("DepthTexture: 16 bit depth attachment is not supported with stencil. Using 24-bit attachment.")):v===null||v===Wi||v===Ls?O=s.DEPTH_COMPONENT24:v===Yn?O=s.DEPTH_COMPONENT32F:v===dr&&(O=s.DEPTH_COMPONENT16),O}function C(A,v){return m(A)===!0||A.isFramebufferTexture&&A.minFilter!==yn&&A.minFilter!==Rn?Math.log2(Math.max(v.width,v.height))+1:A.mipmaps!==void 0&&A.mipmaps.length>0?A.mipmaps.length:A.isCompressedTexture&&Array.isArray(A.image)?v.mipmaps.length:1}function E(A){let v=A.target;v.removeEventListener("dispose",E),I(v),v.isVideoTexture&&h.delete(v)}function T(A){let v=A.target;v.removeEventListener("dispose",T),y(v)}function I(A){let v=n.get(A);if(v.__webglInit===void 0)return;let O=A.source,Z=d.get(O);if(Z){let K=Z[v.__cacheKey];K.usedTimes--,K.usedTimes===0&&w(A),Object.keys(Z).length===0&&d.delete(O)}n.remove(A)}function w(A){let v=n.get(A);s.deleteTexture(v.__webglTexture);let O=A.source,Z=d.get(O);delete Z[v.__cacheKey],o.memory.textures--}function y(A){let v=n.get(A);if(A.depthTexture&&(A.depthTexture.dispose(),n.remove(A.depthTexture)),A.isWebGLCubeRenderTarget)for(let Z=0;Z<6;Z++){if(Array.isArray(v.__webglFramebuffer[Z]))for(let K=0;K<v.__webglFramebuffer[Z].length;K++)s.deleteFramebuffer(v.__webglFramebuffer[Z][K]);else s.deleteFramebuffer(v.__webglFramebuffer[Z]);v.__webglDepthbuffer&&s.deleteRenderbuffer(v.__webglDepthbuffer[Z])}else{if(Array.isArray(v.__webglFramebuffer))for(let Z=0;Z<v.__webglFramebuffer.length;Z++)s.deleteFramebuffer(v.__webglFramebuffer[Z]);else s.deleteFramebuffer(v.__webglFramebuffer);if(v.__webglDepthbuffer&&s.deleteRenderbuffer(v.__webglDepthbuffer),v.__webglMultisampledFramebuffer&&s.deleteFramebuffer(v.__webglMultisampledFramebuffer),v.__webglColorRenderbuffer)for(let Z=0;Z<v.__webglColorRenderbuffer.length;Z++)v.__webglColorRenderbuffer[Z]&&s.deleteRenderbuffer(v.__webglColorRenderbuffer[Z]);v.__webglDepthRenderbuffer&&s.deleteRenderbuffer(v.__webglDepthRenderbuffer)}let O=A.textures;for(let Z=0,K=O.length;Z<K;Z++){let Y=n.get(O[Z]);Y.__webglTexture&&(s.deleteTexture(Y.__webglTexture),o.memory.textures--),n.remove(O[Z])}n.remove(A)}let P=0;function G(){P=0}function k(){let A=P;return A>=i.maxTextures&&console.warn("THREE.WebGLTextures: Trying to use "+A+" texture units while this GPU supports only "+i.maxTextures),P+=1,A}function $(A){let v=[];return v.push(A.wrapS),v.push(A.wrapT),v.push(A.wrapR||0),v.push(A.magFilter),v.push(A.minFilter),v.push(A.anisotropy),v.push(A.internalFormat),v.push(A.format),v.push(A.type),v.push(A.generateMipmaps),v.push(A.premultiplyAlpha),v.push(A.flipY),v.push(A.unpackAlignment),v.push(A.colorSpace),v.join()}function X(A,v){let O=n.get(A);if(A.isVideoTexture&&wt(A),A.isRenderTargetTexture===!1&&A.version>0&&O.__version!==A.version){let Z=A.image;if(Z===null)console.warn("THREE.WebGLRenderer: Texture marked for update but no image data found.");else if(Z.complete===!1)console.warn("THREE.WebGLRenderer: Texture marked for update but image is incomplete");else{q(O,A,v);return}}e.bindTexture(s.TEXTURE_2D,O.__webglTexture,s.TEXTURE0+v)}function H(A,v){let O=n.get(A);if(A.version>0&&O.__version!==A.version){q(O,A,v);return}e.bindTexture(s.TEXTURE_2D_ARRAY,O.__webglTexture,s.TEXTURE0+v)}function J(A,v){let O=n.get(A);if(A.version>0&&O.__version!==A.version){q(O,A,v);return}e.bindTexture(s.TEXTURE_3D,O.__webglTexture,s.TEXTURE0+v)}function V(A,v){let O=n.get(A);if(A.version>0&&O.__version!==A.version){Q(O,A,v);return}e.bindTexture(s.TEXTURE_CUBE_MAP,O.__webglTexture,s.TEXTURE0+v)}let nt={[$l]:s.REPEAT,[Vi]:s.CLAMP_TO_EDGE,[Xl]:s.MIRRORED_REPEAT},ct={[yn]:s.NEAREST,[Bm]:s.NEAREST_MIPMAP_NEAREST,[Yr]:s.NEAREST_MIPMAP_LINEAR,[Rn]:s.LINEAR,[sl]:s.LINEAR_MIPMAP_NEAREST,[Gi]:s.LINEAR_MIPMAP_LINEAR},mt={[Gm]:s.NEVER,[Zm]:s.ALWAYS,[Wm]:s.LESS,[Yd]:s.LEQUAL,[$m]:s.EQUAL,[Ym]:s.GEQUAL,[Xm]:s.GREATER,[qm]:s.NOTEQUAL};function Ut(A,v){if(v.type===Yn&&t.has("OES_texture_float_linear")===!1&&(v.magFilter===Rn||v.magFilter===sl||v.magFilter===Yr||v.magFilter===Gi||v.minFilter===Rn||v.minFilter===sl||v.minFilter===Yr||v.minFilter===Gi)&&console.warn("THREE.WebGLRenderer: Unable to use linear filtering with floating point textures. OES_texture_float_linear not supported on this device."),s.texParameteri(A,s.TEXTURE_WRAP_S,nt[v.wrapS]),s.texParameteri(A,s.TEXTURE_WRAP_T,nt[v.wrapT]),(A===s.TEXTURE_3D||A===s.TEXTURE_2D_ARRAY)&&s.texParameteri(A,s.TEXTURE_WRAP_R,nt[v.wrapR]),s.texParameteri(A,s.TEXTURE_MAG_FILTER,ct[v.magFilter]),s.texParameteri(A,s.TEXTURE_MIN_FILTER,ct[v.minFilter]),v.compareFunction&&(s.texParameteri(A,s.TEXTURE_COMPARE_MODE,s.COMPARE_REF_TO_TEXTURE),s.texParameteri(A,s.TEXTURE_COMPARE_FUNC,mt[v.compareFunction])),t.has("EXT_texture_filter_anisotropic")===!0){if(v.magFilter===yn||v.minFilter!==Yr&&v.minFilter!==Gi||v.type===Yn&&t.has("OES_texture_float_linear")===!1)return;if(v.anisotropy>1||n.get(v).__currentAnisotropy){let O=t.get("EXT_texture_filter_anisotropic");s.texParameterf(A,O.TEXTURE_MAX_ANISOTROPY_EXT,Math.min(v.anisotropy,i.getMaxAnisotropy())),n.get(v).__currentAnisotropy=v.anisotropy}}}function Xt(A,v){let O=!1;A.__webglInit===void 0&&(A.__webglInit=!0,v.addEventListener("dispose",E));let Z=v.source,K=d.get(Z);K===void 0&&(K={},d.set(Z,K));let Y=$(v);if(Y!==A.__cacheKey){K[Y]===void 0&&(K[Y]={texture:s.createTexture(),usedTimes:0},o.memory.textures++,O=!0),K[Y].usedTimes++;let vt=K[A.__cacheKey];vt!==void 0&&(K[A.__cacheKey].usedTimes--,vt.usedTimes===0&&w(v)),A.__cacheKey=Y,A.__webglTexture=K[Y].texture}return O}function q(A,v,O){let Z=s.TEXTURE_2D;(v.isDataArrayTexture||v.isCompressedArrayTexture)&&(Z=s.TEXTURE_2D_ARRAY),v.isData3DTexture&&(Z=s.TEXTURE_3D);let K=Xt(A,v),Y=v.source;e.bindTexture(Z,A.__webglTexture,s.TEXTURE0+O);let vt=n.get(Y);if(Y.version!==vt.__version||K===!0){e.activeTexture(s.TEXTURE0+O);let ot=Wt.getPrimaries(Wt.workingColorSpace),ut=v.colorSpace===yi?null:Wt.getPrimaries(v.colorSpace),Gt=v.colorSpace===yi||ot===ut?s.NONE:s.BROWSER_DEFAULT_WEBGL;s.pixelStorei(s.UNPACK_FLIP_Y_WEBGL,v.flipY),s.pixelStorei(s.UNPACK_PREMULTIPLY_ALPHA_WEBGL,v.premultiplyAlpha),s.pixelStorei(s.UNPACK_ALIGNMENT,v.unpackAlignment),s.pixelStorei(s.UNPACK_COLORSPACE_CONVERSION_WEBGL,Gt);let tt=x(v.image,!1,i.maxTextureSize);tt=ie(v,tt);let dt=r.convert(v.format,v.colorSpace),St=r.convert(v.type),Ct=S(v.internalFormat,dt,St,v.colorSpace,v.isVideoTexture);Ut(Z,v);let ft,Ht=v.mipmaps,Ft=v.isVideoTexture!==!0,ee=vt.__version===void 0||K===!0,L=Y.dataReady,st=C(v,tt);if(v.isDepthTexture)Ct=b(v.format===Ds,v.type),ee&&(Ft?e.texStorage2D(s.TEXTURE_2D,1,Ct,tt.width,tt.height):e.texImage2D(s.TEXTURE_2D,0,Ct,tt.width,tt.height,0,dt,St,null));else if(v.isDataTexture)if(Ht.length>0){Ft&&ee&&e.texStorage2D(s.TEXTURE_2D,st,Ct,Ht[0].width,Ht[0].height);for(let W=0,j=Ht.length;W<j;W++)ft=Ht[W],Ft?L&&e.texSubImage2D(s.TEXTURE_2D,W,0,0,ft.width,ft.height,dt,St,ft.data):e.texImage2D(s.TEXTURE_2D,W,Ct,ft.width,ft.height,0,dt,St,ft.data);v.generateMipmaps=!1}else Ft?(ee&&e.texStorage2D(s.TEXTURE_2D,st,Ct,tt.width,tt.height),L&&e.texSubImage2D(s.TEXTURE_2D,0,0,0,tt.width,tt.height,dt,St,tt.data)):e.texImage2D(s.TEXTURE_2D,0,Ct,tt.width,tt.height,0,dt,St,tt.data);else if(v.isCompressedTexture)if(v.isCompressedArrayTexture){Ft&&ee&&e.texStorage3D(s.TEXTURE_2D_ARRAY,st,Ct,Ht[0].width,Ht[0].height,tt.depth);for(let W=0,j=Ht.length;W<j;W++)if(ft=Ht[W],v.format!==xn)if(dt!==null)if(Ft){if(L)if(v.layerUpdates.size>0){let ht=Sd(ft.width,ft.height,v.format,v.type);for(let at of v.layerUpdates){let It=ft.data.subarray(at*ht/ft.data.BYTES_PER_ELEMENT,(at+1)*ht/ft.data.BYTES_PER_ELEMENT);e.compressedTexSubImage3D(s.TEXTURE_2D_ARRAY,W,0,0,at,ft.width,ft.height,1,dt,It)}v.clearLayerUpdates()}else e.compressedTexSubImage3D(s.TEXTURE_2D_ARRAY,W,0,0,0,ft.width,ft.height,tt.depth,dt,ft.data)}else e.compressedTexImage3D(s.TEXTURE_2D_ARRAY,W,Ct,ft.width,ft.height,tt.depth,0,ft.data,0,0);else console.warn("THREE.WebGLRenderer: Attempt to load unsupported compressed texture format in .uploadTexture()");else Ft?L&&e.texSubImage3D(s.TEXTURE_2D_ARRAY,W,0,0,0,ft.width,ft.height,tt.depth,dt,St,ft.data):e.texImage3D(s.TEXTURE_2D_ARRAY,W,Ct,ft.width,ft.height,tt.depth,0,dt,St,ft.data)}else{Ft&&ee&&e.texStorage2D(s.TEXTURE_2D,st,Ct,Ht[0].width,Ht[0].height);for(let W=0,j=Ht.length;W<j;W++)ft=Ht[W],v.format!==xn?dt!==null?Ft?L&&e.compressedTexSubImage2D(s.TEXTURE_2D,W,0,0,ft.width,ft.height,dt,ft.data):e.compressedTexImage2D(s.TEXTURE_2D,W,Ct,ft.width,ft.height,0,ft.data):console.warn("THREE.WebGLRenderer: Attempt to load unsupported compressed texture format in .uploadTexture()"):Ft?L&&e.texSubImage2D(s.TEXTURE_2D,W,0,0,ft.width,ft.height,dt,St,ft.data):e.texImage2D(s.TEXTURE_2D,W,Ct,ft.width,ft.height,0,dt,St,ft.data)}else if(v.isDataArrayTexture)if(Ft){if(ee&&e.texStorage3D(s.TEXTURE_2D_ARRAY,st,Ct,tt.width,tt.height,tt.depth),L)if(v.layerUpdates.size>0){let W=Sd(tt.width,tt.height,v.format,v.type);for(let j of v.layerUpdates){let ht=tt.data.subarray(j*W/tt.data.BYTES_PER_ELEMENT,(j+1)*W/tt.data.BYTES_PER_ELEMENT);e.texSubImage3D(s.TEXTURE_2D_ARRAY,0,0,0,j,tt.width,tt.height,1,dt,St,ht)}v.clearLayerUpdates()}else e.texSubImage3D(s.TEXTURE_2D_ARRAY,0,0,0,0,tt.width,tt.height,tt.depth,dt,St,tt.data)}else e.texImage3D(s.TEXTURE_2D_ARRAY,0,Ct,tt.width,tt.height,tt.depth,0,dt,St,tt.data);else if(v.isData3DTexture)Ft?(ee&&e.texStorage3D(s.TEXTURE_3D,st,Ct,tt.width,tt.height,tt.depth),L&&e.texSubImage3D(s.TEXTURE_3D,0,0,0,0,tt.width,tt.height,tt.depth,dt,St,tt.data)):e.texImage3D(s.TEXTURE_3D,0,Ct,tt.width,tt.height,tt.depth,0,dt,St,tt.data);else if(v.isFramebufferTexture){if(ee)if(Ft)e.texStorage2D(s.TEXTURE_2D,st,Ct,tt.width,tt.height);else{let W=tt.width,j=tt.height;for(let ht=0;ht<st;ht++)e.texImage2D(s.TEXTURE_2D,ht,Ct,W,j,0,dt,St,null),W>>=1,j>>=1}}else if(Ht.length>0){if(Ft&&ee){let W=_t(Ht[0]);e.texStorage2D(s.TEXTURE_2D,st,Ct,W.width,W.height)}for(let W=0,j=Ht.length;W<j;W++)ft=Ht[W],Ft?L&&e.texSubImage2D(s.TEXTURE_2D,W,0,0,dt,St,ft):e.texImage2D(s.TEXTURE_2D,W,Ct,dt,St,ft);v.generateMipmaps=!1}else if(Ft){if(ee){let W=_t(tt);e.texStorage2D(s.TEXTURE_2D,st,Ct,W.width,W.height)}L&&e.texSubImage2D(s.TEXTURE_2D,0,0,0,dt,St,tt)}else e.texImage2D(s.TEXTURE_2D,0,Ct,dt,St,tt);m(v)&&g(Z),vt.__version=Y.version,v.onUpdate&&v.onUpdate(v)}A.__version=v.version}function Q(A,v,O){if(v.image.length!==6)return;let Z=Xt(A,v),K=v.source;e.bindTexture(s.TEXTURE_CUBE_MAP,A.__webglTexture,s.TEXTURE0+O);let Y=n.get(K);if(K.version!==Y.__version||Z===!0){e.activeTexture(s.TEXTURE0+O);let vt=Wt.getPrimaries(Wt.workingColorSpace),ot=v.colorSpace===yi?null:Wt.getPrimaries(v.colorSpace),ut=v.colorSpace===yi||vt===ot?s.NONE:s.BROWSER_DEFAULT_WEBGL;s.pixelStorei(s.UNPACK_FLIP_Y_WEBGL,v.flipY),s.pixelStorei(s.UNPACK_PREMULTIPLY_ALPHA_WEBGL,v.premultiplyAlpha),s.pixelStorei(s.UNPACK_ALIGNMENT,v.unpackAlignment),s.pixelStorei(s.UNPACK_COLORSPACE_CONVERSION_WEBGL,ut);let Gt=v.isCompressedTexture||v.image[0].isCompressedTexture,tt=v.image[0]&&v.image[0].isDataTexture,dt=[];for(let j=0;j<6;j++)!Gt&&!tt?dt[j]=x(v.image[j],!0,i.maxCubemapSize):dt[j]=tt?v.image[j].image:v.image[j],dt[j]=ie(v,dt[j]);let St=dt[0],Ct=r.convert(v.format,v.colorSpace),ft=r.convert(v.type),Ht=S(v.internalFormat,Ct,ft,v.colorSpace),Ft=v.isVideoTexture!==!0,ee=Y.__version===void 0||Z===!0,L=K.dataReady,st=C(v,St);Ut(s.TEXTURE_CUBE_MAP,v);let W;if(Gt){Ft&&ee&&e.texStorage2D(s.TEXTURE_CUBE_MAP,st,Ht,St.width,St.height);for(let j=0;j<6;j++){W=dt[j].mipmaps;for(let ht=0;ht<W.length;ht++){let at=W[ht];v.format!==xn?Ct!==null?Ft?L&&e.compressedTexSubImage2D(s.TEXTURE_CUBE_MAP_POSITIVE_X+j,ht,0,0,at.width,at.height,Ct,at.data):e.compressedTexImage2D(s.TEXTURE_CUBE_MAP_POSITIVE_X+j,ht,Ht,at.width,at.height,0,at.data):console.warn("THREE.WebGLRenderer: Attempt to load unsupported compressed texture format in .setTextureCube()"):Ft?L&&e.texSubImage2D(s.TEXTURE_CUBE_MAP_POSITIVE_X+j,ht,0,0,at.width,at.height,Ct,ft,at.data):e.texImage2D(s.TEXTURE_CUBE_MAP_POSITIVE_X+j,ht,Ht,at.width,at.height,0,Ct,ft,at.data)}}}else{if(W=v.mipmaps,Ft&&ee){W.length>0&&st++;let j=_t(dt[0]);e.texStorage2D(s.TEXTURE_CUBE_MAP,st,Ht,j.width,j.height)}for(let j=0;j<6;j++)if(tt){Ft?L&&e.texSubImage2D(s.TEXTURE_CUBE_MAP_POSITIVE_X+j,0,0,0,dt[j].width,dt[j].height,Ct,ft,dt[j].data):e.texImage2D(s.TEXTURE_CUBE_MAP_POSITIVE_X+j,0,Ht,dt[j].width,dt[j].height,0,Ct,ft,dt[j].data);for(let ht=0;ht<W.length;ht++){let It=W[ht].image[j].image;Ft?L&&e.texSubImage2D(s.TEXTURE_CUBE_MAP_POSITIVE_X+j,ht+1,0,0,It.width,It.height,Ct,ft,It.data):e.texImage2D(s.TEXTURE_CUBE_MAP_POSITIVE_X+j,ht+1,Ht,It.width,It.height,0,Ct,ft,It.data)}}else{Ft?L&&e.texSubImage2D(s.TEXTURE_CUBE_MAP_POSITIVE_X+j,0,0,0,Ct,ft,dt[j]):e.texImage2D(s.TEXTURE_CUBE_MAP_POSITIVE_X+j,0,Ht,Ct,ft,dt[j]);for(let ht=0;ht<W.length;ht++){let at=W[ht];Ft?L&&e.texSubImage2D(s.TEXTURE_CUBE_MAP_POSITIVE_X+j,ht+1,0,0,Ct,ft,at.image[j]):e.texImage2D(s.TEXTURE_CUBE_MAP_POSITIVE_X+j,ht+1,Ht,Ct,ft,at.image[j])}}}m(v)&&g(s.TEXTURE_CUBE_MAP),Y.__version=K.version,v.onUpdate&&v.onUpdate(v)}A.__version=v.version}function pt(A,v,O,Z,K,Y){let vt=r.convert(O.format,O.colorSpace),ot=r.convert(O.type),ut=S(O.internalFormat,vt,ot,O.colorSpace),Gt=n.get(v),tt=n.get(O);if(tt.__renderTarget=v,!Gt.__hasExternalTextures){let dt=Math.max(1,v.width>>Y),St=Math.max(1,v.height>>Y);K===s.TEXTURE_3D||K===s.TEXTURE_2D_ARRAY?e.texImage3D(K,Y,ut,dt,St,v.depth,0,vt,ot,null):e.texImage2D(K,Y,ut,dt,St,0,vt,ot,null)}e.bindFramebuffer(s.FRAMEBUFFER,A),zt(v)?a.framebufferTexture2DMultisampleEXT(s.FRAMEBUFFER,Z,K,tt.__webglTexture,0,Bt(v)):(K===s.TEXTURE_2D||K>=s.TEXTURE_CUBE_MAP_POSITIVE_X&&K<=s.TEXTURE_CUBE_MAP_NEGATIVE_Z)&&s.framebufferTexture2D(s.FRAMEBUFFER,Z,K,tt.__webglTexture,Y),e.bindFramebuffer(s.FRAMEBUFFER,null)}function rt(A,v,O){if(s.bindRenderbuffer(s.RENDERBUFFER,A),v.depthBuffer){let Z=v.depthTexture,K=Z&&Z.isDepthTexture?Z.type:null,Y=b(v.stencilBuffer,K),vt=v.stencilBuffer?s.DEPTH_STENCIL_ATTACHMENT:s.DEPTH_ATTACHMENT,ot=Bt(v);zt(v)?a.renderbufferStorageMultisampleEXT(s.RENDERBUFFER,ot,Y,v.width,v.height):O?s.renderbufferStorageMultisample(s.RENDERBUFFER,ot,Y,v.width,v.height):s.renderbufferStorage(s.RENDERBUFFER,Y,v.width,v.height),s.framebufferRenderbuffer(s.FRAMEBUFFER,vt,s.RENDERBUFFER,A)}else{let Z=v.textures;for(let K=0;K<Z.length;K++){let Y=Z[K],vt=r.convert(Y.format,Y.colorSpace),ot=r.convert(Y.type),ut=S(Y.internalFormat,vt,ot,Y.colorSpace),Gt=Bt(v);O&&zt(v)===!1?s.renderbufferStorageMultisample(s.RENDERBUFFER,Gt,ut,v.width,v.height):zt(v)?a.renderbufferStorageMultisampleEXT(s.RENDERBUFFER,Gt,ut,v.width,v.height):s.renderbufferStorage(s.RENDERBUFFER,ut,v.width,v.height)}}s.bindRenderbuffer(s.RENDERBUFFER,null)}function Et(A,v){if(v&&v.isWebGLCubeRenderTarget)throw new Error("Depth Texture with cube render targets is not supported");if(e.bindFramebuffer(s.FRAMEBUFFER,A),!(v.depthTexture&&v.depthTexture.isDepthTexture))throw new Error("renderTarget.depthTexture must be an instance of THREE.DepthTexture");let Z=n.get(v.depthTexture);Z.__renderTarget=v,(!Z.__webglTexture||v.depthTexture.image.width!==v.width||v.depthTexture.image.height!==v.height)&&(v.depthTexture.image.width=v.width,v.depthTexture.image.height=v.height,v.depthTexture.needsUpdate=!0),X(v.depthTexture,0);let K=Z.__webglTexture,Y=Bt(v);if(v.depthTexture.format===Es)zt(v)?a.framebufferTexture2DMultisampleEXT(s.FRAMEBUFFER,s.DEPTH_ATTACHMENT,s.TEXTURE_2D,K,0,Y):s.framebufferTexture2D(s.FRAMEBUFFER,s.DEPTH_ATTACHMENT,s.TEXTURE_2D,K,0);else if(v.depthTexture.format===Ds)zt(v)?a.framebufferTexture2DMultisampleEXT(s.FRAMEBUFFER,s.DEPTH_STENCIL_ATTACHMENT,s.TEXTURE_2D,K,0,Y):s.framebufferTexture2D(s.FRAMEBUFFER,s.DEPTH_STENCIL_ATTACHMENT,s.TEXTURE_2D,K,0);else throw new Error("Unknown depthTexture format")}function Pt(A){let v=n.get(A),O=A.isWebGLCubeRenderTarget===!0;if(v.__boundDepthTexture!==A.depthTexture){let Z=A.depthTexture;if(v.__depthDisposeCallback&&v.__depthDisposeCallback(),Z){let K=()=>{delete v.__boundDepthTexture,delete v.__depthDisposeCallback,Z.removeEventListener("dispose",K)};Z.addEventListener("dispose",K),v.__depthDisposeCallback=K}v.__boundDepthTexture=Z}if(A.depthTexture&&!v.__autoAllocateDepthBuffer){if(O)throw new Error("target.depthTexture not supported in Cube render targets");Et(v.__webglFramebuffer,A)}else if(O){v.__webglDepthbuffer=[];for(let Z=0;Z<6;Z++)if(e.bindFramebuffer(s.FRAMEBUFFER,v.__webglFramebuffer[Z]),v.__webglDepthbuffer[Z]===void 0)v.__webglDepthbuffer[Z]=s.createRenderbuffer(),rt(v.__webglDepthbuffer[Z],A,!1);else{let K=A.stencilBuffer?s.DEPTH_STENCIL_ATTACHMENT:s.DEPTH_ATTACHMENT,Y=v.__webglDepthbuffer[Z];s.bindRenderbuffer(s.RENDERBUFFER,Y),s.framebufferRenderbuffer(s.FRAMEBUFFER,K,s.RENDERBUFFER,Y)}}else if(e.bindFramebuffer(s.FRAMEBUFFER,v.__webglFramebuffer),v.__webglDepthbuffer===void 0)v.__webglDepthbuffer=s.createRenderbuffer(),rt(v.__webglDepthbuffer,A,!1);else{let Z=A.stencilBuffer?s.DEPTH_STENCIL_ATTACHMENT:s.DEPTH_ATTACHMENT,K=v.__webglDepthbuffer;s.bindRenderbuffer(s.RENDERBUFFER,K),s.framebufferRenderbuffer(s.FRAMEBUFFER,Z,s.RENDERBUFFER,K)}e.bindFramebuffer(s.FRAMEBUFFER,null)}function kt(A,v,O){let Z=n.get(A);v!==void 0&&pt(Z.__webglFramebuffer,A,A.texture,s.COLOR_ATTACHMENT0,s.TEXTURE_2D,0),O!==void 0&&Pt(A)}function le(A){let v=A.texture,O=n.get(A),Z=n.get(v);A.addEventListener("dispose",T);let K=A.textures,Y=A.isWebGLCubeRenderTarget===!0,vt=K.length>1;if(vt||(Z.__webglTexture===void 0&&(Z.__webglTexture=s.createTexture()),Z.__version=v.version,o.memory.textures++),Y){O.__webglFramebuffer=[];for(let ot=0;ot<6;ot++)if(v.mipmaps&&v.mipmaps.length>0){O.__webglFramebuffer[ot]=[];for(let ut=0;ut<v.mipmaps.length;ut++)O.__webglFramebuffer[ot][ut]=s.createFramebuffer()}else O.__webglFramebuffer[ot]=s.createFramebuffer()}else{if(v.mipmaps&&v.mipmaps.length>0){O.__webglFramebuffer=[];for(let ot=0;ot<v.mipmaps.length;ot++)O.__webglFramebuffer[ot]=s.createFramebuffer()}else O.__webglFramebuffer=s.createFramebuffer();if(vt)for(let ot=0,ut=K.length;ot<ut;ot++){let Gt=n.get(K[ot]);Gt.__webglTexture===void 0&&(Gt.__webglTexture=s.createTexture(),o.memory.textures++)}if(A.samples>0&&zt(A)===!1){O.__webglMultisampledFramebuffer=s.createFramebuffer(),O.__webglColorRenderbuffer=[],e.bindFramebuffer(s.FRAMEBUFFER,O.__webglMultisampledFramebuffer);for(let ot=0;ot<K.length;ot++){let ut=K[ot];O.__webglColorRenderbuffer[ot]=s.createRenderbuffer(),s.bindRenderbuffer(s.RENDERBUFFER,O.__webglColorRenderbuffer[ot]);let Gt=r.convert(ut.format,ut.colorSpace),tt=r.convert(ut.type),dt=S(ut.internalFormat,Gt,tt,ut.colorSpace,A.isXRRenderTarget===!0),St=Bt(A);s.renderbufferStorageMultisample(s.RENDERBUFFER,St,dt,A.width,A.height),s.framebufferRenderbuffer(s.FRAMEBUFFER,s.COLOR_ATTACHMENT0+ot,s.RENDERBUFFER,O.__webglColorRenderbuffer[ot])}s.bindRenderbuffer(s.RENDERBUFFER,null),A.depthBuffer&&(O.__webglDepthRenderbuffer=s.createRenderbuffer(),rt(O.__webglDepthRenderbuffer,A,!0)),e.bindFramebuffer(s.FRAMEBUFFER,null)}}if(Y){e.bindTexture(s.TEXTURE_CUBE_MAP,Z.__webglTexture),Ut(s.TEXTURE_CUBE_MAP,v);for(let ot=0;ot<6;ot++)if(v.mipmaps&&v.mipmaps.length>0)for(let ut=0;ut<v.mipmaps.length;ut++)pt(O.__webglFramebuffer[ot][ut],A,v,s.COLOR_ATTACHMENT0,s.TEXTURE_CUBE_MAP_POSITIVE_X+ot,ut);else pt(O.__webglFramebuffer[ot],A,v,s.COLOR_ATTACHMENT0,s.TEXTURE_CUBE_MAP_POSITIVE_X+ot,0);m(v)&&g(s.TEXTURE_CUBE_MAP),e.unbindTexture()}else if(vt){for(let ot=0,ut=K.length;ot<ut;ot++){let Gt=K[ot],tt=n.get(Gt);e.bindTexture(s.TEXTURE_2D,tt.__webglTexture),Ut(s.TEXTURE_2D,Gt),pt(O.__webglFramebuffer,A,Gt,s.COLOR_ATTACHMENT0+ot,s.TEXTURE_2D,0),m(Gt)&&g(s.TEXTURE_2D)}e.unbindTexture()}else{let ot=s.TEXTURE_2D;if((A.isWebGL3DRenderTarget||A.isWebGLArrayRenderTarget)&&(ot=A.isWebGL3DRenderTarget?s.TEXTURE_3D:s.TEXTURE_2D_ARRAY),e.bindTexture(ot,Z.__webglTexture),Ut(ot,v),v.mipmaps&&v.mipmaps.length>0)for(let ut=0;ut<v.mipmaps.length;ut++)pt(O.__webglFramebuffer[ut],A,v,s.COLOR_ATTACHMENT0,ot,ut);else pt(O.__webglFramebuffer,A,v,s.COLOR_ATTACHMENT0,ot,0);m(v)&&g(ot),e.unbindTexture()}A.depthBuffer&&Pt(A)}function Vt(A){let v=A.textures;for(let O=0,Z=v.length;O<Z;O++){let K=v[O];if(m(K)){let Y=M(A),vt=n.get(K).__webglTexture;e.bindTexture(Y,vt),g(Y),e.unbindTexture()}}}let de=[],F=[];function Ze(A){if(A.samples>0){if(zt(A)===!1){let v=A.textures,O=A.width,Z=A.height,K=s.COLOR_BUFFER_BIT,Y=A.stencilBuffer?s.DEPTH_STENCIL_ATTACHMENT:s.DEPTH_ATTACHMENT,vt=n.get(A),ot=v.length>1;if(ot)for(let ut=0;ut<v.length;ut++)e.bindFramebuffer(s.FRAMEBUFFER,vt.__webglMultisampledFramebuffer),s.framebufferRenderbuffer(s.FRAMEBUFFER,s.COLOR_ATTACHMENT0+ut,s.RENDERBUFFER,null),e.bindFramebuffer(s.FRAMEBUFFER,vt.__webglFramebuffer),s.framebufferTexture2D(s.DRAW_FRAMEBUFFER,s.COLOR_ATTACHMENT0+ut,s.TEXTURE_2D,null,0);e.bindFramebuffer(s.READ_FRAMEBUFFER,vt.__webglMultisampledFramebuffer),e.bindFramebuffer(s.DRAW_FRAMEBUFFER,vt.__webglFramebuffer);for(let ut=0;ut<v.length;ut++){if(A.resolveDepthBuffer&&(A.depthBuffer&&(K|=s.DEPTH_BUFFER_BIT),A.stencilBuffer&&A.resolveStencilBuffer&&(K|=s.STENCIL_BUFFER_BIT)),ot){s.framebufferRenderbuffer(s.READ_FRAMEBUFFER,s.COLOR_ATTACHMENT0,s.RENDERBUFFER,vt.__webglColorRenderbuffer[ut]);let Gt=n.get(v[ut]).__webglTexture;s.framebufferTexture2D(s.DRAW_FRAMEBUFFER,s.COLOR_ATTACHMENT0,s.TEXTURE_2D,Gt,0)}s.blitFramebuffer(0,0,O,Z,0,0,O,Z,K,s.NEAREST),l===!0&&(de.length=0,F.length=0,de.push(s.COLOR_ATTACHMENT0+ut),A.depthBuffer&&A.resolveDepthBuffer===!1&&(de.push(Y),F.push(Y),s.invalidateFramebuffer(s.DRAW_FRAMEBUFFER,F)),s.invalidateFramebuffer(s.READ_FRAMEBUFFER,de))}if(e.bindFramebuffer(s.READ_FRAMEBUFFER,null),e.bindFramebuffer(s.DRAW_FRAMEBUFFER,null),ot)for(let ut=0;ut<v.length;ut++){e.bindFramebuffer(s.FRAMEBUFFER,vt.__webglMultisampledFramebuffer),s.framebufferRenderbuffer(s.FRAMEBUFFER,s.COLOR_ATTACHMENT0+ut,s.RENDERBUFFER,vt.__webglColorRenderbuffer[ut]);let Gt=n.get(v[ut]).__webglTexture;e.bindFramebuffer(s.FRAMEBUFFER,vt.__webglFramebuffer),s.framebufferTexture2D(s.DRAW_FRAMEBUFFER,s.COLOR_ATTACHMENT0+ut,s.TEXTURE_2D,Gt,0)}e.bindFramebuffer(s.DRAW_FRAMEBUFFER,vt.__webglMultisampledFramebuffer)}else if(A.depthBuffer&&A.resolveDepthBuffer===!1&&l){let v=A.stencilBuffer?s.DEPTH_STENCIL_ATTACHMENT:s.DEPTH_ATTACHMENT;s.invalidateFramebuffer(s.DRAW_FRAMEBUFFER,[v])}}}function Bt(A){return Math.min(i.maxSamples,A.samples)}function zt(A){let v=n.get(A);return A.samples>0&&t.has("WEBGL_multisampled_render_to_texture")===!0&&v.__useRenderToTexture!==!1}function wt(A){let v=o.render.frame;h.get(A)!==v&&(h.set(A,v),A.update())}function ie(A,v){let O=A.colorSpace,Z=A.format,K=A.type;return A.isCompressedTexture===!0||A.isVideoTexture===!0||O!==Os&&O!==yi&&(Wt.getTransfer(O)===Jt?(Z!==xn||K!==Jn)&&console.warn("THREE.WebGLTextures: sRGB encoded textures have to use RGBAFormat and UnsignedByteType."):console.error("THREE.WebGLTextures: Unsupported texture color space:",O)),v}function _t(A){return typeof HTMLImageElement<"u"&&A instanceof HTMLImageElement?(c.width=A.naturalWidth||A.width,c.height=A.naturalHeight||A.height):typeof VideoFrame<"u"&&A instanceof VideoFrame?(c.width=A.displayWidth,c.height=A.displayHeight):(c.width=A.width,c.height=A.height),c}this.allocateTextureUnit=k,this.resetTextureUnits=G,this.setTexture2D=X,this.setTexture2DArray=H,this.setTexture3D=J,this.setTextureCube=V,this.rebindTextures=kt,this.setupRenderTarget=le,this.updateRenderTargetMipmap=Vt,this.updateMultisampleRenderTarget=Ze,this.setupDepthRenderbuffer=Pt,this.setupFrameBufferTexture=pt,this.useMultisampledRTT=zt}function eb(s,t){function e(n,i=yi){let r,o=Wt.getTransfer(i);if(n===Jn)return s.UNSIGNED_BYTE;if(n===th)return s.UNSIGNED_SHORT_4_4_4_4;if(n===eh)return s.UNSIGNED_SHORT_5_5_5_1;if(n===Bd)return s.UNSIGNED_INT_5_9_9_9_REV;if(n===Od)return s.BYTE;if(n===kd)return s.SHORT;if(n===dr)return s.UNSIGNED_SHORT;if(n===Qc)return s.INT;if(n===Wi)return s.UNSIGNED_INT;if(n===Yn)return s.FLOAT;if(n===yr)return s.HALF_FLOAT;if(n===zd)return s.ALPHA;if(n===Hd)return s.RGB;if(n===xn)return s.RGBA;if(n===Vd)return s.LUMINANCE;if(n===Gd)return s.LUMINANCE_ALPHA;if(n===Es)return s.DEPTH_COMPONENT;if(n===Ds)return s.DEPTH_STENCIL;if(n===Wd)return s.RED;if(n===nh)return s.RED_INTEGER;if(n===$d)return s.RG;if(n===ih)return s.RG_INTEGER;if(n===sh)return s.RGBA_INTEGER;if(n===bo||n===_o||n===Mo||n===wo)if(o===Jt)if(r=t.get("WEBGL_compressed_texture_s3tc_srgb"),r!==null){if(n===bo)return r.COMPRESSED_SRGB_S3TC_DXT1_EXT;if(n===_o)return r.COMPRESSED_SRGB_ALPHA_S3TC_DXT1_EXT;if(n===Mo)return r.COMPRESSED_SRGB_ALPHA_S3TC_DXT3_EXT;if(n===wo)return r.COMPRESSED_SRGB_ALPHA_S3TC_DXT5_EXT}else return null;else if(r=t.get("WEBGL_compressed_texture_s3tc"),r!==null){if(n===bo)return r.COMPRESSED_RGB_S3TC_DXT1_EXT;if(n===_o)return r.COMPRESSED_RGBA_S3TC_DXT1_EXT;if(n===Mo)return r.COMPRESSED_RGBA_S3TC_DXT3_EXT;if(n===wo)return r.COMPRESSED_RGBA_S3TC_DXT5_EXT}else return null;if(n===ql||n===Yl||n===Zl||n===jl)if(r=t.get("WEBGL_compressed_texture_pvrtc"),r!==null){if(n===ql)return r.COMPRESSED_RGB_PVRTC_4BPPV1_IMG;if(n===Yl)return r.COMPRESSED_RGB_PVRTC_2BPPV1_IMG;if(n===Zl)return r.COMPRESSED_RGBA_PVRTC_4BPPV1_IMG;if(n===jl)return r.COMPRESSED_RGBA_PVRTC_2BPPV1_IMG}else return null;if(n===Kl||n===Jl||n===Ql)if(r=t.get("WEBGL_compressed_texture_etc"),r!==null){if(n===Kl||n===Jl)return o===Jt?r.COMPRESSED_SRGB8_ETC2:r.COMPRESSED_RGB8_ETC2;if(n===Ql)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ETC2_EAC:r.COMPRESSED_RGBA8_ETC2_EAC}else return null;if(n===tc||n===ec||n===nc||n===ic||n===sc||n===rc||n===oc||n===ac||n===lc||n===cc||n===hc||n===uc||n===dc||n===fc)if(r=t.get("WEBGL_compressed_texture_astc"),r!==null){if(n===tc)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_4x4_KHR:r.COMPRESSED_RGBA_ASTC_4x4_KHR;if(n===ec)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_5x4_KHR:r.COMPRESSED_RGBA_ASTC_5x4_KHR;if(n===nc)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_5x5_KHR:r.COMPRESSED_RGBA_ASTC_5x5_KHR;if(n===ic)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_6x5_KHR:r.COMPRESSED_RGBA_ASTC_6x5_KHR;if(n===sc)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_6x6_KHR:r.COMPRESSED_RGBA_ASTC_6x6_KHR;if(n===rc)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_8x5_KHR:r.COMPRESSED_RGBA_ASTC_8x5_KHR;if(n===oc)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_8x6_KHR:r.COMPRESSED_RGBA_ASTC_8x6_KHR;if(n===ac)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_8x8_KHR:r.COMPRESSED_RGBA_ASTC_8x8_KHR;if(n===lc)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_10x5_KHR:r.COMPRESSED_RGBA_ASTC_10x5_KHR;if(n===cc)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_10x6_KHR:r.COMPRESSED_RGBA_ASTC_10x6_KHR;if(n===hc)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_10x8_KHR:r.COMPRESSED_RGBA_ASTC_10x8_KHR;if(n===uc)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_10x10_KHR:r.COMPRESSED_RGBA_ASTC_10x10_KHR;if(n===dc)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_12x10_KHR:r.COMPRESSED_RGBA_ASTC_12x10_KHR;if(n===fc)return o===Jt?r.COMPRESSED_SRGB8_ALPHA8_ASTC_12x12_KHR:r.COMPRESSED_RGBA_ASTC_12x12_KHR}else return null;if(n===So||n===pc||n===mc)if(r=t.get("EXT_texture_compression_bptc"),r!==null){if(n===So)return o===Jt?r.COMPRESSED_SRGB_ALPHA_BPTC_UNORM_EXT:r.COMPRESSED_RGBA_BPTC_UNORM_EXT;if(n===pc)return r.COMPRESSED_RGB_BPTC_SIGNED_FLOAT_EXT;if(n===mc)return r.COMPRESSED_RGB_BPTC_UNSIGNED_FLOAT_EXT}else return null;if(n===Xd||n===gc||n===xc||n===yc)if(r=t.get("EXT_texture_compression_rgtc"),r!==null){if(n===So)return r.COMPRESSED_RED_RGTC1_EXT;if(n===gc)return r.COMPRESSED_SIGNED_RED_RGTC1_EXT;if(n===xc)return r.COMPRESSED_RED_GREEN_RGTC2_EXT;if(n===yc)return r.COMPRESSED_SIGNED_RED_GREEN_RGTC2_EXT}else return null;return n===Ls?s.UNSIGNED_INT_24_8:s[n]!==void 0?s[n]:null}return{convert:e}}var Nc=class extends Ie{constructor(t=[]){super(),this.isArrayCamera=!0,this.cameras=t}},vi=class extends Fe{constructor(){super(),this.isGroup=!0,this.type="Group"}},nb={type:"move"},ur=class{constructor(){this._targetRay=null,this._grip=null,this._hand=null}getHandSpace(){return this._hand===null&&(this._hand=new vi,this._hand.matrixAutoUpdate=!1,this._hand.visible=!1,this._hand.joints={},this._hand.inputState={pinching:!1}),this._hand}getTargetRaySpace(){return this._targetRay===null&&(this._targetRay=new vi,this._targetRay.matrixAutoUpdate=!1,this._targetRay.visible=!1,this._targetRay.hasLinearVelocity=!1,this._targetRay.linearVelocity=new D,this._targetRay.hasAngularVelocity=!1,this._targetRay.angularVelocity=new D),this._targetRay}getGripSpace(){return this._grip===null&&(this._grip=new vi,this._grip.matrixAutoUpdate=!1,this._grip.visible=!1,this._grip.hasLinearVelocity=!1,this._grip.linearVelocity=new D,this._grip.hasAngularVelocity=!1,this._grip.angularVelocity=new D),this._grip}dispatchEvent(t){return this._targetRay!==null&&this._targetRay.dispatchEvent(t),this._grip!==null&&this._grip.dispatchEvent(t),this._hand!==null&&this._hand.dispatchEvent(t),this}connect(t){if(t&&t.hand){let e=this._hand;if(e)for(let n of t.hand.values())this._getHandJoint(e,n)}return this.dispatchEvent({type:"connected",data:t}),this}disconnect(t){return this.dispatchEvent({type:"disconnected",data:t}),this._targetRay!==null&&(this._targetRay.visible=!1),this._grip!==null&&(this._grip.visible=!1),this._hand!==null&&(this._hand.visible=!1),this}update(t,e,n){let i=null,r=null,o=null,a=this._targetRay,l=this._grip,c=this._hand;if(t&&e.session.visibilityState!=="visible-blurred"){if(c&&t.hand){o=!0;for(let x of t.hand.values()){let m=e.getJointPose(x,n),g=this._getHandJoint(c,x);m!==null&&(g.matrix.fromArray(m.transform.matrix),g.matrix.decompose(g.position,g.rotation,g.scale),g.matrixWorldNeedsUpdate=!0,g.jointRadius=m.radius),g.visible=m!==null}let h=c.joints["index-finger-tip"],u=c.joints["thumb-tip"],d=h.position.distanceTo(u.position),f=.02,p=.005;c.inputState.pinching&&d>f+p?(c.inputState.pinching=!1,this.dispatchEvent({type:"pinchend",handedness:t.handedness,target:this})):!c.inputState.pinching&&d<=f-p&&(c.inputState.pinching=!0,this.dispatchEvent({type:"pinchstart",handedness:t.handedness,target:this}))}else l!==null&&t.gripSpace&&(r=e.getPose(t.gripSpace,n),r!==null&&(l.matrix.fromArray(r.transform.matrix),l.matrix.decompose(l.position,l.rotation,l.scale),l.matrixWorldNeedsUpdate=!0,r.linearVelocity?(l.hasLinearVelocity=!0,l.linearVelocity.copy(r.linearVelocity)):l.hasLinearVelocity=!1,r.angularVelocity?(l.hasAngularVelocity=!0,l.angularVelocity.copy(r.angularVelocity)):l.hasAngularVelocity=!1));a!==null&&(i=e.getPose(t.targetRaySpace,n),i===null&&r!==null&&(i=r),i!==null&&(a.matrix.fromArray(i.transform.matrix),a.matrix.decompose(a.position,a.rotation,a.scale),a.matrixWorldNeedsUpdate=!0,i.linearVelocity?(a.hasLinearVelocity=!0,a.linearVelocity.copy(i.linearVelocity)):a.hasLinearVelocity=!1,i.angularVelocity?(a.hasAngularVelocity=!0,a.angularVelocity.copy(i.angularVelocity)):a.hasAngularVelocity=!1,this.dispatchEvent(nb)))}return a!==null&&(a.visible=i!==null),l!==null&&(l.visible=r!==null),c!==null&&(c.visible=o!==null),this}_getHandJoint(t,e){if(t.joints[e.jointName]===void 0){let n=new vi;n.matrixAutoUpdate=!1,n.visible=!1,t.joints[e.jointName]=n,t.add(n)}return t.joints[e.jointName]}},ib=`
void main() {

	gl_Position = vec4( position, 1.0 );

}`,sb=`
uniform sampler2DArray depthColor;
uniform float depthWidth;
uniform float depthHeight;

void main() {

	vec2 coord = vec2( gl_FragCoord.x / depthWidth, gl_FragCoord.y / depthHeight );

	if ( coord.x >= 1.0 ) {

		gl_FragDepth = texture( depthColor, vec3( coord.x - 1.0, coord.y, 1 ) ).r;

	} else {

		gl_FragDepth = texture( depthColor, vec3( coord.x, coord.y, 0 ) ).r;

	}

}`,Uc=class{constructor(){this.texture=null,this.mesh=null,this.depthNear=0,this.depthFar=0}init(t,e,n){if(this.texture===null){let i=new rn,r=t.properties.get(i);r.__webglTexture=e.texture,(e.depthNear!=n.depthNear||e.depthFar!=n.depthFar)&&(this.depthNear=e.depthNear,this.depthFar=e.depthFar),this.texture=i}}getMesh(t){if(this.texture!==null&&this.mesh===null){let e=t.cameras[0].viewport,n=new an({vertexShader:ib,fragmentShader:sb,uniforms:{depthColor:{value:this.texture},depthWidth:{value:e.z},depthHeight:{value:e.w}}});this.mesh=new Me(new Uo(20,20),n)}return this.mesh}reset(){this.texture=null,this.mesh=null}getDepthTexture(){return this.texture}},Fc=class extends Qn{constructor(t,e){super();let n=this,i=null,r=1,o=null,a="local-floor",l=1,c=null,h=null,u=null,d=null,f=null,p=null,x=new Uc,m=e.getContextAttributes(),g=null,M=null,S=[],b=[],C=new Tt,E=null,T=new Ie;T.viewport=new Qt;let I=new Ie;I.viewport=new Qt;let w=[T,I],y=new Nc,P=null,G=null;this.cameraAutoUpdate=!0,this.enabled=!1,this.isPresenting=!1,this.getController=function(q){let Q=S[q];return Q===void 0&&(Q=new ur,S[q]=Q),Q.getTargetRaySpace()},this.getControllerGrip=function(q){let Q=S[q];return Q===void 0&&(Q=new ur,S[q]=Q),Q.getGripSpace()},this.getHand=function(q){let Q=S[q];return Q===void 0&&(Q=new ur,S[q]=Q),Q.getHandSpace()};function k(q){let Q=b.indexOf(q.inputSource);if(Q===-1)return;let pt=S[Q];pt!==void 0&&(pt.update(q.inputSource,q.frame,c||o),pt.dispatchEvent({type:q.type,data:q.inputSource}))}function $(){i.removeEventListener("select",k),i.removeEventListener("selectstart",k),i.removeEventListener("selectend",k),i.removeEventListener("squeeze",k),i.removeEventListener("squeezestart",k),i.removeEventListener("squeezeend",k),i.removeEventListener("end",$),i.removeEventListener("inputsourceschange",X);for(let q=0;q<S.length;q++){let Q=b[q];Q!==null&&(b[q]=null,S[q].disconnect(Q))}P=null,G=null,x.reset(),t.setRenderTarget(g),f=null,d=null,u=null,i=null,M=null,Xt.stop(),n.isPresenting=!1,t.setPixelRatio(E),t.setSize(C.width,C.height,!1),n.dispatchEvent({type:"sessionend"})}this.setFramebufferScaleFactor=function(q){r=q,n.isPresenting===!0&&console.warn("THREE.WebXRManager: Cannot change framebuffer scale while presenting.")},this.setReferenceSpaceType=function(q){a=q,n.isPresenting===!0&&console.warn("THREE.WebXRManager: Cannot change reference space type while presenting.")},this.getReferenceSpace=function(){return c||o},this.setReferenceSpace=function(q){c=q},this.getBaseLayer=function(){return d!==null?d:f},this.getBinding=function(){return u},this.getFrame=function(){return p},this.getSession=function(){return i},this.setSession=async function(q){if(i=q,i!==null){if(g=t.getRenderTarget(),i.addEventListener("select",k),i.addEventListener("selectstart",k),i.addEventListener("selectend",k),i.addEventListener("squeeze",k),i.addEventListener("squeezestart",k),i.addEventListener("squeezeend",k),i.addEventListener("end",$),i.addEventListener("inputsourceschange",X),m.xrCompatible!==!0&&await e.makeXRCompatible(),E=t.getPixelRatio(),t.getSize(C),i.renderState.layers===void 0){let Q={antialias:m.antialias,alpha:!0,depth:m.depth,stencil:m.stencil,framebufferScaleFactor:r};f=new XRWebGLLayer(i,e,Q),i.updateRenderState({baseLayer:f}),t.setPixelRatio(1),t.setSize(f.framebufferWidth,f.framebufferHeight,!1),M=new ti(f.framebufferWidth,f.framebufferHeight,{format:xn,type:Jn,colorSpace:t.outputColorSpace,stencilBuffer:m.stencil})}else{let Q=null,pt=null,rt=null;m.depth&&(rt=m.stencil?e.DEPTH24_STENCIL8:e.DEPTH_COMPONENT24,Q=m.stencil?Ds:Es,pt=m.stencil?Ls:Wi);let Et={colorFormat:e.RGBA8,depthFormat:rt,scaleFactor:r};u=new XRWebGLBinding(i,e),d=u.createProjectionLayer(Et),i.updateRenderState({layers:[d]}),t.setPixelRatio(1),t.setSize(d.textureWidth,d.textureHeight,!1),M=new ti(d.textureWidth,d.textureHeight,{format:xn,type:Jn,depthTexture:new ko(d.textureWidth,d.textureHeight,pt,void 0,void 0,void 0,void 0,void 0,void 0,Q),stencilBuffer:m.stencil,colorSpace:t.outputColorSpace,samples:m.antialias?4:0,resolveDepthBuffer:d.ignoreDepthValues===!1})}M.isXRRenderTarget=!0,this.setFoveation(l),c=null,o=await i.requestReferenceSpace(a),Xt.setContext(i),Xt.start(),n.isPresenting=!0,n.dispatchEvent({type:"sessionstart"})}},this.getEnvironmentBlendMode=function(){if(i!==null)return i.environmentBlendMode},this.getDepthTexture=function(){return x.getDepthTexture()};function X(q){for(let Q=0;Q<q.removed.length;Q++){let pt=q.removed[Q],rt=b.indexOf(pt);rt>=0&&(b[rt]=null,S[rt].disconnect(pt))}for(let Q=0;Q<q.added.length;Q++){let pt=q.added[Q],rt=b.indexOf(pt);if(rt===-1){for(let Pt=0;Pt<S.length;Pt++)if(Pt>=b.length){b.push(pt),rt=Pt;break}else if(b[Pt]===null){b[Pt]=pt,rt=Pt;break}if(rt===-1)break}let Et=S[rt];Et&&Et.connect(pt)}}let H=new D,J=new D;function V(q,Q,pt){H.setFromMatrixPosition(Q.matrixWorld),J.setFromMatrixPosition(pt.matrixWorld);let rt=H.distanceTo(J),Et=Q.projectionMatrix.elements,Pt=pt.projectionMatrix.elements,kt=Et[14]/(Et[10]-1),le=Et[14]/(Et[10]+1),Vt=(Et[9]+1)/Et[5],de=(Et[9]-1)/Et[5],F=(Et[8]-1)/Et[0],Ze=(Pt[8]+1)/Pt[0],Bt=kt*F,zt=kt*Ze,wt=rt/(-F+Ze),ie=wt*-F;if(Q.matrixWorld.decompose(q.position,q.quaternion,q.scale),q.translateX(ie),q.translateZ(wt),q.matrixWorld.compose(q.position,q.quaternion,q.scale),q.matrixWorldInverse.copy(q.matrixWorld).invert(),Et[10]===-1)q.projectionMatrix.copy(Q.projectionMatrix),q.projectionMatrixInverse.copy(Q.projectionMatrixInverse);else{let _t=kt+wt,A=le+wt,v=Bt-ie,O=zt+(rt-ie),Z=Vt*le/A*_t,K=de*le/A*_t;q.projectionMatrix.makePerspective(v,O,Z,K,_t,A),q.projectionMatrixInverse.copy(q.projectionMatrix).invert()}}function nt(q,Q){Q===null?q.matrixWorld.copy(q.matrix):q.matrixWorld.multiplyMatrices(Q.matrixWorld,q.matrix),q.matrixWorldInverse.copy(q.matrixWorld).invert()}this.updateCamera=function(q){if(i===null)return;let Q=q.near,pt=q.far;x.texture!==null&&(x.depthNear>0&&(Q=x.depthNear),x.depthFar>0&&(pt=x.depthFar)),y.near=I.near=T.near=Q,y.far=I.far=T.far=pt,(P!==y.near||G!==y.far)&&(i.updateRenderState({depthNear:y.near,depthFar:y.far}),P=y.near,G=y.far),T.layers.mask=q.layers.mask|2,I.layers.mask=q.layers.mask|4,y.layers.mask=T.layers.mask|I.layers.mask;let rt=q.parent,Et=y.cameras;nt(y,rt);for(let Pt=0;Pt<Et.length;Pt++)nt(Et[Pt],rt);Et.length===2?V(y,T,I):y.projectionMatrix.copy(T.projectionMatrix),ct(q,y,rt)};function ct(q,Q,pt){pt===null?q.matrix.copy(Q.matrixWorld):(q.matrix.copy(pt.matrixWorld),q.matrix.invert(),q.matrix.multiply(Q.matrixWorld)),q.matrix.decompose(q.position,q.quaternion,q.scale),q.updateMatrixWorld(!0),q.projectionMatrix.copy(Q.projectionMatrix),q.projectionMatrixInverse.copy(Q.projectionMatrixInverse),q.isPerspectiveCamera&&(q.fov=fr*2*Math.atan(1/q.projectionMatrix.elements[5]),q.zoom=1)}this.getCamera=function(){return y},this.getFoveation=function(){if(!(d===null&&f===null))return l},this.setFoveation=function(q){l=q,d!==null&&(d.fixedFoveation=q),f!==null&&f.fixedFoveation!==void 0&&(f.fixedFoveation=q)},this.hasDepthSensing=function(){return x.texture!==null},this.getDepthSensingMesh=function(){return x.getMesh(y)};let mt=null;function Ut(q,Q){if(h=Q.getViewerPose(c||o),p=Q,h!==null){let pt=h.views;f!==null&&(t.setRenderTargetFramebuffer(M,f.framebuffer),t.setRenderTarget(M));let rt=!1;pt.length!==y.cameras.length&&(y.cameras.length=0,rt=!0);for(let Pt=0;Pt<pt.length;Pt++){let kt=pt[Pt],le=null;if(f!==null)le=f.getViewport(kt);else{let de=u.getViewSubImage(d,kt);le=de.viewport,Pt===0&&(t.setRenderTargetTextures(M,de.colorTexture,d.ignoreDepthValues?void 0:de.depthStencilTexture),t.setRenderTarget(M))}let Vt=w[Pt];Vt===void 0&&(Vt=new Ie,Vt.layers.enable(Pt),Vt.viewport=new Qt,w[Pt]=Vt),Vt.matrix.fromArray(kt.transform.matrix),Vt.matrix.decompose(Vt.position,Vt.quaternion,Vt.scale),Vt.projectionMatrix.fromArray(kt.projectionMatrix),Vt.projectionMatrixInverse.copy(Vt.projectionMatrix).invert(),Vt.viewport.set(le.x,le.y,le.width,le.height),Pt===0&&(y.matrix.copy(Vt.matrix),y.matrix.decompose(y.position,y.quaternion,y.scale)),rt===!0&&y.cameras.push(Vt)}let Et=i.enabledFeatures;if(Et&&Et.includes("depth-sensing")){let Pt=u.getDepthInformation(pt[0]);Pt&&Pt.isValid&&Pt.texture&&x.init(t,Pt,i.renderState)}}for(let pt=0;pt<S.length;pt++){let rt=b[pt],Et=S[pt];rt!==null&&Et!==void 0&&Et.update(rt,Q,c||o)}mt&&mt(q,Q),Q.detectedPlanes&&n.dispatchEvent({type:"planesdetected",data:Q}),p=null}let Xt=new Jd;Xt.setAnimationLoop(Ut),this.setAnimationLoop=function(q){mt=q},this.dispose=function(){}}},Oi=new In,rb=new oe;function ob(s,t){function e(m,g){m.matrixAutoUpdate===!0&&m.updateMatrix(),g.value.copy(m.matrix)}function n(m,g){g.color.getRGB(m.fogColor.value,Kd(s)),g.isFog?(m.fogNear.value=g.near,m.fogFar.value=g.far):g.isFogExp2&&(m.fogDensity.value=g.density)}function i(m,g,M,S,b){g.isMeshBasicMaterial||g.isMeshLambertMaterial?r(m,g):g.isMeshToonMaterial?(r(m,g),u(m,g)):g.isMeshPhongMaterial?(r(m,g),h(m,g)):g.isMeshStandardMaterial?(r(m,g),d(m,g),g.isMeshPhysicalMaterial&&f(m,g,b)):g.isMeshMatcapMaterial?(r(m,g),p(m,g)):g.isMeshDepthMaterial?r(m,g):g.isMeshDistanceMaterial?(r(m,g),x(m,g)):g.isMeshNormalMaterial?r(m,g):g.isLineBasicMaterial?(o(m,g),g.isLineDashedMaterial&&a(m,g)):g.isPointsMaterial?l(m,g,M,S):g.isSpriteMaterial?c(m,g):g.isShadowMaterial?(m.color.value.copy(g.color),m.opacity.value=g.opacity):g.isShaderMaterial&&(g.uniformsNeedUpdate=!1)}function r(m,g){m.opacity.value=g.opacity,g.color&&m.diffuse.value.copy(g.color),g.emissive&&m.emissive.value.copy(g.emissive).multiplyScalar(g.emissiveIntensity),g.map&&(m.map.value=g.map,e(g.map,m.mapTransform)),g.alphaMap&&(m.alphaMap.value=g.alphaMap,e(g.alphaMap,m.alphaMapTransform)),g.bumpMap&&(m.bumpMap.value=g.bumpMap,e(g.bumpMap,m.bumpMapTransform),m.bumpScale.value=g.bumpScale,g.side===Ve&&(m.bumpScale.value*=-1)),g.normalMap&&(m.normalMap.value=g.normalMap,e(g.normalMap,m.normalMapTransform),m.normalScale.value.copy(g.normalScale),g.side===Ve&&m.normalScale.value.negate()),g.displacementMap&&(m.displacementMap.value=g.displacementMap,e(g.displacementMap,m.displacementMapTransform),m.displacementScale.value=g.displacementScale,m.displacementBias.value=g.displacementBias),g.emissiveMap&&(m.emissiveMap.value=g.emissiveMap,e(g.emissiveMap,m.emissiveMapTransform)),g.specularMap&&(m.specularMap.value=g.specularMap,e(g.specularMap,m.specularMapTransform)),g.alphaTest>0&&(m.alphaTest.value=g.alphaTest);let M=t.get(g),S=M.envMap,b=M.envMapRotation;S&&(m.envMap.value=S,Oi.copy(b),Oi.x*=-1,Oi.y*=-1,Oi.z*=-1,S.isCubeTexture&&S.isRenderTargetTexture===!1&&(Oi.y*=-1,Oi.z*=-1),m.envMapRotation.value.setFromMatrix4(rb.makeRotationFromEuler(Oi)),m.flipEnvMap.value=S.isCubeTexture&&S.isRenderTargetTexture===!1?-1:1,m.reflectivity.value=g.reflectivity,m.ior.value=g.ior,m.refractionRatio.value=g.refractionRatio),g.lightMap&&(m.lightMap.value=g.lightMap,m.lightMapIntensity.value=g.lightMapIntensity,e(g.lightMap,m.lightMapTransform)),g.aoMap&&(m.aoMap.value=g.aoMap,m.aoMapIntensity.value=g.aoMapIntensity,e(g.aoMap,m.aoMapTransform))}function o(m,g){m.diffuse.value.copy(g.color),m.opacity.value=g.opacity,g.map&&(m.map.value=g.map,e(g.map,m.mapTransform))}function a(m,g){m.dashSize.value=g.dashSize,m.totalSize.value=g.dashSize+g.gapSize,m.scale.value=g.scale}function l(m,g,M,S){m.diffuse.value.copy(g.color),m.opacity.value=g.opacity,m.size.value=g.size*M,m.scale.value=S*.5,g.map&&(m.map.value=g.map,e(g.map,m.uvTransform)),g.alphaMap&&(m.alphaMap.value=g.alphaMap,e(g.alphaMap,m.alphaMapTransform)),g.alphaTest>0&&(m.alphaTest.value=g.alphaTest)}function c(m,g){m.diffuse.value.copy(g.color),m.opacity.value=g.opacity,m.rotation.value=g.rotation,g.map&&(m.map.value=g.map,e(g.map,m.mapTransform)),g.alphaMap&&(m.alphaMap.value=g.alphaMap,e(g.alphaMap,m.alphaMapTransform)),g.alphaTest>0&&(m.alphaTest.value=g.alphaTest)}function h(m,g){m.specular.value.copy(g.specular),m.shininess.value=Math.max(g.shininess,1e-4)}function u(m,g){g.gradientMap&&(m.gradientMap.value=g.gradientMap)}function d(m,g){m.metalness.value=g.metalness,g.metalnessMap&&(m.metalnessMap.value=g.metalnessMap,e(g.metalnessMap,m.metalnessMapTransform)),m.roughness.value=g.roughness,g.roughnessMap&&(m.roughnessMap.value=g.roughnessMap,e(g.roughnessMap,m.roughnessMapTransform)),g.envMap&&(m.envMapIntensity.value=g.envMapIntensity)}function f(m,g,M){m.ior.value=g.ior,g.sheen>0&&(m.sheenColor.value.copy(g.sheenColor).multiplyScalar(g.sheen),m.sheenRoughness.value=g.sheenRoughness,g.sheenColorMap&&(m.sheenColorMap.value=g.sheenColorMap,e(g.sheenColorMap,m.sheenColorMapTransform)),g.sheenRoughnessMap&&(m.sheenRoughnessMap.value=g.sheenRoughnessMap,e(g.sheenRoughnessMap,m.sheenRoughnessMapTransform))),g.clearcoat>0&&(m.clearcoat.value=g.clearcoat,m.clearcoatRoughness.value=g.clearcoatRoughness,g.clearcoatMap&&(m.clearcoatMap.value=g.clearcoatMap,e(g.clearcoatMap,m.clearcoatMapTransform)),g.clearcoatRoughnessMap&&(m.clearcoatRoughnessMap.value=g.clearcoatRoughnessMap,e(g.clearcoatRoughnessMap,m.clearcoatRoughnessMapTransform)),g.clearcoatNormalMap&&(m.clearcoatNormalMap.value=g.clearcoatNormalMap,e(g.clearcoatNormalMap,m.clearcoatNormalMapTransform),m.clearcoatNormalScale.value.copy(g.clearcoatNormalScale),g.side===Ve&&m.clearcoatNormalScale.value.negate())),g.dispersion>0&&(m.dispersion.value=g.dispersion),g.iridescence>0&&(m.iridescence.value=g.iridescence,m.iridescenceIOR.value=g.iridescenceIOR,m.iridescenceThicknessMinimum.value=g.iridescenceThicknessRange[0],m.iridescenceThicknessMaximum.value=g.iridescenceThicknessRange[1],g.iridescenceMap&&(m.iridescenceMap.value=g.iridescenceMap,e(g.iridescenceMap,m.iridescenceMapTransform)),g.iridescenceThicknessMap&&(m.iridescenceThicknessMap.value=g.iridescenceThicknessMap,e(g.iridescenceThicknessMap,m.iridescenceThicknessMapTransform))),g.transmission>0&&(m.transmission.value=g.transmission,m.transmissionSamplerMap.value=M.texture,m.transmissionSamplerSize.value.set(M.width,M.height),g.transmissionMap&&(m.transmissionMap.value=g.transmissionMap,e(g.transmissionMap,m.transmissionMapTransform)),m.thickness.value=g.thickness,g.thicknessMap&&(m.thicknessMap.value=g.thicknessMap,e(g.thicknessMap,m.thicknessMapTransform)),m.attenuationDistance.value=g.attenuationDistance,m.attenuationColor.value.copy(g.attenuationColor)),g.anisotropy>0&&(m.anisotropyVector.value.set(g.anisotropy*Math.cos(g.anisotropyRotation),g.anisotropy*Math.sin(g.anisotropyRotation)),g.anisotropyMap&&(m.anisotropyMap.value=g.anisotropyMap,e(g.anisotropyMap,m.anisotropyMapTransform))),m.specularIntensity.value=g.specularIntensity,m.specularColor.value.copy(g.specularColor),g.specularColorMap&&(m.specularColorMap.value=g.specularColorMap,e(g.specularColorMap,m.specularColorMapTransform)),g.specularIntensityMap&&(m.specularIntensityMap.value=g.specularIntensityMap,e(g.specularIntensityMap,m.specularIntensityMapTransform))}function p(m,g){g.matcap&&(m.matcap.value=g.matcap)}function x(m,g){let M=t.get(g).light;m.referencePosition.value.setFromMatrixPosition(M.matrixWorld),m.nearDistance.value=M.shadow.camera.near,m.farDistance.value=M.shadow.camera.far}return{refreshFogUniforms:n,refreshMaterialUniforms:i}}function ab(s,t,e,n){let i={},r={},o=[],a=s.getParameter(s.MAX_UNIFORM_BUFFER_BINDINGS);function l(M,S){let b=S.program;n.uniformBlockBinding(M,b)}function c(M,S){let b=i[M.id];b===void 0&&(p(M),b=h(M),i[M.id]=b,M.addEventListener("dispose",m));let C=S.program;n.updateUBOMapping(M,C);let E=t.render.frame;r[M.id]!==E&&(d(M),r[M.id]=E)}function h(M){let S=u();M.__bindingPointIndex=S;let b=s.createBuffer(),C=M.__size,E=M.usage;return s.bindBuffer(s.UNIFORM_BUFFER,b),s.bufferData(s.UNIFORM_BUFFER,C,E),s.bindBuffer(s.UNIFORM_BUFFER,null),s.bindBufferBase(s.UNIFORM_BUFFER,S,b),b}function u(){for(let M=0;M<a;M++)if(o.indexOf(M)===-1)return o.push(M),M;return console.error("THREE.WebGLRenderer: Maximum number of simultaneously usable uniforms groups reached."),0}function d(M){let S=i[M.id],b=M.uniforms,C=M.__cache;s.bindBuffer(s.UNIFORM_BUFFER,S);for(let E=0,T=b.length;E<T;E++){let I=Array.isArray(b[E])?b[E]:[b[E]];for(let w=0,y=I.length;w<y;w++){let P=I[w];if(f(P,E,w,C)===!0){let G=P.__offset,k=Array.isArray(P.value)?P.value:[P.value],$=0;for(let X=0;X<k.length;X++){let H=k[X],J=x(H);typeof H=="number"||typeof H=="boolean"?(P.__data[0]=H,s.bufferSubData(s.UNIFORM_BUFFER,G+$,P.__data)):H.isMatrix3?(P.__data[0]=H.elements[0],P.__data[1]=H.elements[1],P.__data[2]=H.elements[2],P.__data[3]=0,P.__data[4]=H.elements[3],P.__data[5]=H.elements[4],P.__data[6]=H.elements[5],P.__data[7]=0,P.__data[8]=H.elements[6],P.__data[9]=H.elements[7],P.__data[10]=H.elements[8],P.__data[11]=0):(H.toArray(P.__data,$),$+=J.storage/Float32Array.BYTES_PER_ELEMENT)}s.bufferSubData(s.UNIFORM_BUFFER,G,P.__data)}}}s.bindBuffer(s.UNIFORM_BUFFER,null)}function f(M,S,b,C){let E=M.value,T=S+"_"+b;if(C[T]===void 0)return typeof E=="number"||typeof E=="boolean"?C[T]=E:C[T]=E.clone(),!0;{let I=C[T];if(typeof E=="number"||typeof E=="boolean"){if(I!==E)return C[T]=E,!0}else if(I.equals(E)===!1)return I.copy(E),!0}return!1}function p(M){let S=M.uniforms,b=0,C=16;for(let T=0,I=S.length;T<I;T++){let w=Array.isArray(S[T])?S[T]:[S[T]];for(let y=0,P=w.length;y<P;y++){let G=w[y],k=Array.isArray(G.value)?G.value:[G.value];for(let $=0,X=k.length;$<X;$++){let H=k[$],J=x(H),V=b%C,nt=V%J.boundary,ct=V+nt;b+=nt,ct!==0&&C-ct<J.storage&&(b+=C-ct),G.__data=new Float32Array(J.storage/Float32Array.BYTES_PER_ELEMENT),G.__offset=b,b+=J.storage}}}let E=b%C;return E>0&&(b+=C-E),M.__size=b,M.__cache={},this}function x(M){let S={boundary:0,storage:0};return typeof M=="number"||typeof M=="boolean"?(S.boundary=4,S.storage=4):M.isVector2?(S.boundary=8,S.storage=8):M.isVector3||M.isColor?(S.boundary=16,S.storage=12):M.isVector4?(S.boundary=16,S.storage=16):M.isMatrix3?(S.boundary=48,S.storage=48):M.isMatrix4?(S.boundary=64,S.storage=64):M.isTexture?console.warn("THREE.WebGLRenderer: Texture samplers can not be part of an uniforms group."):console.warn("THREE.WebGLRenderer: Unsupported uniform value type.",M),S}function m(M){let S=M.target;S.removeEventListener("dispose",m);let b=o.indexOf(S.__bindingPointIndex);o.splice(b,1),s.deleteBuffer(i[S.id]),delete i[S.id],delete r[S.id]}function g(){for(let M in i)s.deleteBuffer(i[M]);o=[],i={},r={}}return{bind:l,update:c,dispose:g}}var Bo=class{constructor(t={}){let{canvas:e=dg(),context:n=null,depth:i=!0,stencil:r=!1,alpha:o=!1,antialias:a=!1,premultipliedAlpha:l=!0,preserveDrawingBuffer:c=!1,powerPreference:h="default",failIfMajorPerformanceCaveat:u=!1,reverseDepthBuffer:d=!1}=t;this.isWebGLRenderer=!0;let f;if(n!==null){if(typeof WebGLRenderingContext<"u"&&n instanceof WebGLRenderingContext)throw new Error("THREE.WebGLRenderer: WebGL 1 is not supported since r163.");f=n.getContextAttributes().alpha}else f=o;let p=new Uint32Array(4),x=new Int32Array(4),m=null,g=null,M=[],S=[];this.domElement=e,this.debug={checkShaderErrors:!0,onShaderError:null},this.autoClear=!0,this.autoClearColor=!0,this.autoClearDepth=!0,this.autoClearStencil=!0,this.sortObjects=!0,this.clippingPlanes=[],this.localClippingEnabled=!1,this._outputColorSpace=sn,this.toneMapping=_i,this.toneMappingExposure=1;let b=this,C=!1,E=0,T=0,I=null,w=-1,y=null,P=new Qt,G=new Qt,k=null,$=new Nt(0),X=0,H=e.width,J=e.height,V=1,nt=null,ct=null,mt=new Qt(0,0,H,J),Ut=new Qt(0,0,H,J),Xt=!1,q=new gr,Q=!1,pt=!1,rt=new oe,Et=new oe,Pt=new D,kt=new Qt,le={background:null,fog:null,environment:null,overrideMaterial:null,isScene:!0},Vt=!1;function de(){return I===null?V:1}let F=n;function Ze(_,N){return e.getContext(_,N)}try{let _={alpha:!0,depth:i,stencil:r,antialias:a,premultipliedAlpha:l,preserveDrawingBuffer:c,powerPreference:h,failIfMajorPerformanceCaveat:u};if("setAttribute"in e&&e.setAttribute("data-engine","three.js r170"),e.addEventListener("webglcontextlost",j,!1),e.addEventListener("webglcontextrestored",ht,!1),e.addEventListener("webglcontextcreationerror",at,!1),F===null){let N="webgl2";if(F=Ze(N,_),F===null)throw Ze(N)?new Error("Error creating WebGL context with your selected attributes."):new Error("Error creating WebGL context.")}}catch(_){throw console.error("THREE.WebGLRenderer: "+_.message),_}let Bt,zt,wt,ie,_t,A,v,O,Z,K,Y,vt,ot,ut,Gt,tt,dt,St,Ct,ft,Ht,Ft,ee,L;function st(){Bt=new wy(F),Bt.init(),Ft=new eb(F,Bt),zt=new xy(F,Bt,t,Ft),wt=new Jv(F,Bt),zt.reverseDepthBuffer&&d&&wt.buffers.depth.setReversed(!0),ie=new Ey(F),_t=new Bv,A=new tb(F,Bt,wt,_t,zt,Ft,ie),v=new vy(b),O=new My(b),Z=new Dg(F),ee=new my(F,Z),K=new Sy(F,Z,ie,ee),Y=new Cy(F,K,Z,ie),Ct=new Ty(F,zt,A),tt=new yy(_t),vt=new kv(b,v,O,Bt,zt,ee,tt),ot=new ob(b,_t),ut=new Hv,Gt=new qv(Bt),St=new py(b,v,O,wt,Y,f,l),dt=new jv(b,Y,zt),L=new ab(F,ie,zt,wt),ft=new gy(F,Bt,ie),Ht=new Ay(F,Bt,ie),ie.programs=vt.programs,b.capabilities=zt,b.extensions=Bt,b.properties=_t,b.renderLists=ut,b.shadowMap=dt,b.state=wt,b.info=ie}st();let W=new Fc(b,F);this.xr=W,this.getContext=function(){return F},this.getContextAttributes=function(){return F.getContextAttributes()},this.forceContextLoss=function(){let _=Bt.get("WEBGL_lose_context");_&&_.loseContext()},this.forceContextRestore=function(){let _=Bt.get("WEBGL_lose_context");_&&_.restoreContext()},this.getPixelRatio=function(){return V},this.setPixelRatio=function(_){_!==void 0&&(V=_,this.setSize(H,J,!1))},this.getSize=function(_){return _.set(H,J)},this.setSize=function(_,N,B=!0){if(W.isPresenting){console.warn("THREE.WebGLRenderer: Can't change size while VR device is presenting.");return}H=_,J=N,e.width=Math.floor(_*V),e.height=Math.floor(N*V),B===!0&&(e.style.width=_+"px",e.style.height=N+"px"),this.setViewport(0,0,_,N)},this.getDrawingBufferSize=function(_){return _.set(H*V,J*V).floor()},this.setDrawingBufferSize=function(_,N,B){H=_,J=N,V=B,e.width=Math.floor(_*B),e.height=Math.floor(N*B),this.setViewport(0,0,_,N)},this.getCurrentViewport=function(_){return _.copy(P)},this.getViewport=function(_){return _.copy(mt)},this.setViewport=function(_,N,B,z){_.isVector4?mt.set(_.x,_.y,_.z,_.w):mt.set(_,N,B,z),wt.viewport(P.copy(mt).multiplyScalar(V).round())},this.getScissor=function(_){return _.copy(Ut)},this.setScissor=function(_,N,B,z){_.isVector4?Ut.set(_.x,_.y,_.z,_.w):Ut.set(_,N,B,z),wt.scissor(G.copy(Ut).multiplyScalar(V).round())},this.getScissorTest=function(){return Xt},this.setScissorTest=function(_){wt.setScissorTest(Xt=_)},this.setOpaqueSort=function(_){nt=_},this.setTransparentSort=function(_){ct=_},this.getClearColor=function(_){return _.copy(St.getClearColor())},this.setClearColor=function(){St.setClearColor.apply(St,arguments)},this.getClearAlpha=function(){return St.getClearAlpha()},this.setClearAlpha=function(){St.setClearAlpha.apply(St,arguments)},this.clear=function(_=!0,N=!0,B=!0){let z=0;if(_){let U=!1;if(I!==null){let et=I.texture.format;U=et===sh||et===ih||et===nh}if(U){let et=I.texture.type,lt=et===Jn||et===Wi||et===dr||et===Ls||et===th||et===eh,gt=St.getClearColor(),xt=St.getClearAlpha(),Rt=gt.r,Lt=gt.g,yt=gt.b;lt?(p[0]=Rt,p[1]=Lt,p[2]=yt,p[3]=xt,F.clearBufferuiv(F.COLOR,0,p)):(x[0]=Rt,x[1]=Lt,x[2]=yt,x[3]=xt,F.clearBufferiv(F.COLOR,0,x))}else z|=F.COLOR_BUFFER_BIT}N&&(z|=F.DEPTH_BUFFER_BIT),B&&(z|=F.STENCIL_BUFFER_BIT,this.state.buffers.stencil.setMask(4294967295)),F.clear(z)},this.clearColor=function(){this.clear(!0,!1,!1)},this.clearDepth=function(){this.clear(!1,!0,!1)},this.clearStencil=function(){this.clear(!1,!1,!0)},this.dispose=function(){e.removeEventListener("webglcontextlost",j,!1),e.removeEventListener("webglcontextrestored",ht,!1),e.removeEventListener("webglcontextcreationerror",at,!1),ut.dispose(),Gt.dispose(),_t.dispose(),v.dispose(),O.dispose(),Y.dispose(),ee.dispose(),L.dispose(),vt.dispose(),W.dispose(),W.removeEventListener("sessionstart",Rh),W.removeEventListener("sessionend",Ph),Ei.stop()};function j(_){_.preventDefault(),console.log("THREE.WebGLRenderer: Context Lost."),C=!0}function ht(){console.log("THREE.WebGLRenderer: Context Restored."),C=!1;let _=ie.autoReset,N=dt.enabled,B=dt.autoUpdate,z=dt.needsUpdate,U=dt.type;st(),ie.autoReset=_,dt.enabled=N,dt.autoUpdate=B,dt.needsUpdate=z,dt.type=U}function at(_){console.error("THREE.WebGLRenderer: A WebGL context could not be created. Reason: ",_.statusMessage)}function It(_){let N=_.target;N.removeEventListener("dispose",It),ce(N)}function ce(_){Te(_),_t.remove(_)}function Te(_){let N=_t.get(_).programs;N!==void 0&&(N.forEach(function(B){vt.releaseProgram(B)}),_.isShaderMaterial&&vt.releaseShaderCache(_))}this.renderBufferDirect=function(_,N,B,z,U,et){N===null&&(N=le);let lt=U.isMesh&&U.matrixWorld.determinant()<0,gt=$f(_,N,B,z,U);wt.setMaterial(z,lt);let xt=B.index,Rt=1;if(z.wireframe===!0){if(xt=K.getWireframeAttribute(B),xt===void 0)return;Rt=2}let Lt=B.drawRange,yt=B.attributes.position,$t=Lt.start*Rt,ne=(Lt.start+Lt.count)*Rt;et!==null&&($t=Math.max($t,et.start*Rt),ne=Math.min(ne,(et.start+et.count)*Rt)),xt!==null?($t=Math.max($t,0),ne=Math.min(ne,xt.count)):yt!=null&&($t=Math.max($t,0),ne=Math.min(ne,yt.count));let se=ne-$t;if(se<0||se===1/0)return;ee.setup(U,z,gt,B,xt);let Oe,qt=ft;if(xt!==null&&(Oe=Z.get(xt),qt=Ht,qt.setIndex(Oe)),U.isMesh)z.wireframe===!0?(wt.setLineWidth(z.wireframeLinewidth*de()),qt.setMode(F.LINES)):qt.setMode(F.TRIANGLES);else if(U.isLine){let bt=z.linewidth;bt===void 0&&(bt=1),wt.setLineWidth(bt*de()),U.isLineSegments?qt.setMode(F.LINES):U.isLineLoop?qt.setMode(F.LINE_LOOP):qt.setMode(F.LINE_STRIP)}else U.isPoints?qt.setMode(F.POINTS):U.isSprite&&qt.setMode(F.TRIANGLES);if(U.isBatchedMesh)if(U._multiDrawInstances!==null)qt.renderMultiDrawInstances(U._multiDrawStarts,U._multiDrawCounts,U._multiDrawCount,U._multiDrawInstances);else if(Bt.get("WEBGL_multi_draw"))qt.renderMultiDraw(U._multiDrawStarts,U._multiDrawCounts,U._multiDrawCount);else{let bt=U._multiDrawStarts,On=U._multiDrawCounts,Yt=U._multiDrawCount,hn=xt?Z.get(xt).bytesPerElement:1,Qi=_t.get(z).currentProgram.getUniforms();for(let We=0;We<Yt;We++)Qi.setValue(F,"_gl_DrawID",We),qt.render(bt[We]/hn,On[We])}else if(U.isInstancedMesh)qt.renderInstances($t,se,U.count);else if(B.isInstancedBufferGeometry){let bt=B._maxInstanceCount!==void 0?B._maxInstanceCount:1/0,On=Math.min(B.instanceCount,bt);qt.renderInstances($t,se,On)}else qt.render($t,se)};function Zt(_,N,B){_.transparent===!0&&_.side===Ye&&_.forceSinglePass===!1?(_.side=Ve,_.needsUpdate=!0,_r(_,N,B),_.side=Mi,_.needsUpdate=!0,_r(_,N,B),_.side=Ye):_r(_,N,B)}this.compile=function(_,N,B=null){B===null&&(B=_),g=Gt.get(B),g.init(N),S.push(g),B.traverseVisible(function(U){U.isLight&&U.layers.test(N.layers)&&(g.pushLight(U),U.castShadow&&g.pushShadow(U))}),_!==B&&_.traverseVisible(function(U){U.isLight&&U.layers.test(N.layers)&&(g.pushLight(U),U.castShadow&&g.pushShadow(U))}),g.setupLights();let z=new Set;return _.traverse(function(U){if(!(U.isMesh||U.isPoints||U.isLine||U.isSprite))return;let et=U.material;if(et)if(Array.isArray(et))for(let lt=0;lt<et.length;lt++){let gt=et[lt];Zt(gt,B,U),z.add(gt)}else Zt(et,B,U),z.add(et)}),S.pop(),g=null,z},this.compileAsync=function(_,N,B=null){let z=this.compile(_,N,B);return new Promise(U=>{function et(){if(z.forEach(function(lt){_t.get(lt).currentProgram.isReady()&&z.delete(lt)}),z.size===0){U(_);return}setTimeout(et,10)}Bt.get("KHR_parallel_shader_compile")!==null?et():setTimeout(et,10)})};let cn=null;function Fn(_){cn&&cn(_)}function Rh(){Ei.stop()}function Ph(){Ei.start()}let Ei=new Jd;Ei.setAnimationLoop(Fn),typeof self<"u"&&Ei.setContext(self),this.setAnimationLoop=function(_){cn=_,W.setAnimationLoop(_),_===null?Ei.stop():Ei.start()},W.addEventListener("sessionstart",Rh),W.addEventListener("sessionend",Ph),this.render=function(_,N){if(N!==void 0&&N.isCamera!==!0){console.error("THREE.WebGLRenderer.render: camera is not an instance of THREE.Camera.");return}if(C===!0)return;if(_.matrixWorldAutoUpdate===!0&&_.updateMatrixWorld(),N.parent===null&&N.matrixWorldAutoUpdate===!0&&N.updateMatrixWorld(),W.enabled===!0&&W.isPresenting===!0&&(W.cameraAutoUpdate===!0&&W.updateCamera(N),N=W.getCamera()),_.isScene===!0&&_.onBeforeRender(b,_,N,I),g=Gt.get(_,S.length),g.init(N),S.push(g),Et.multiplyMatrices(N.projectionMatrix,N.matrixWorldInverse),q.setFromProjectionMatrix(Et),pt=this.localClippingEnabled,Q=tt.init(this.clippingPlanes,pt),m=ut.get(_,M.length),m.init(),M.push(m),W.enabled===!0&&W.isPresenting===!0){let et=b.xr.getDepthSensingMesh();et!==null&&Da(et,N,-1/0,b.sortObjects)}Da(_,N,0,b.sortObjects),m.finish(),b.sortObjects===!0&&m.sort(nt,ct),Vt=W.enabled===!1||W.isPresenting===!1||W.hasDepthSensing()===!1,Vt&&St.addToRenderList(m,_),this.info.render.frame++,Q===!0&&tt.beginShadows();let B=g.state.shadowsArray;dt.render(B,_,N),Q===!0&&tt.endShadows(),this.info.autoReset===!0&&this.info.reset();let z=m.opaque,U=m.transmissive;if(g.setupLights(),N.isArrayCamera){let et=N.cameras;if(U.length>0)for(let lt=0,gt=et.length;lt<gt;lt++){let xt=et[lt];Lh(z,U,_,xt)}Vt&&St.render(_);for(let lt=0,gt=et.length;lt<gt;lt++){let xt=et[lt];Ih(m,_,xt,xt.viewport)}}else U.length>0&&Lh(z,U,_,N),Vt&&St.render(_),Ih(m,_,N);I!==null&&(A.updateMultisampleRenderTarget(I),A.updateRenderTargetMipmap(I)),_.isScene===!0&&_.onAfterRender(b,_,N),ee.resetDefaultState(),w=-1,y=null,S.pop(),S.length>0?(g=S[S.length-1],Q===!0&&tt.setGlobalState(b.clippingPlanes,g.state.camera)):g=null,M.pop(),M.length>0?m=M[M.length-1]:m=null};function Da(_,N,B,z){if(_.visible===!1)return;if(_.layers.test(N.layers)){if(_.isGroup)B=_.renderOrder;else if(_.isLOD)_.autoUpdate===!0&&_.update(N);else if(_.isLight)g.pushLight(_),_.castShadow&&g.pushShadow(_);else if(_.isSprite){if(!_.frustumCulled||q.intersectsSprite(_)){z&&kt.setFromMatrixPosition(_.matrixWorld).applyMatrix4(Et);let lt=Y.update(_),gt=_.material;gt.visible&&m.push(_,lt,gt,B,kt.z,null)}}else if((_.isMesh||_.isLine||_.isPoints)&&(!_.frustumCulled||q.intersectsObject(_))){let lt=Y.update(_),gt=_.material;if(z&&(_.boundingSphere!==void 0?(_.boundingSphere===null&&_.computeBoundingSphere(),kt.copy(_.boundingSphere.center)):(lt.boundingSphere===null&&lt.computeBoundingSphere(),kt.copy(lt.boundingSphere.center)),kt.applyMatrix4(_.matrixWorld).applyMatrix4(Et)),Array.isArray(gt)){let xt=lt.groups;for(let Rt=0,Lt=xt.length;Rt<Lt;Rt++){let yt=xt[Rt],$t=gt[yt.materialIndex];$t&&$t.visible&&m.push(_,lt,$t,B,kt.z,yt)}}else gt.visible&&m.push(_,lt,gt,B,kt.z,null)}}let et=_.children;for(let lt=0,gt=et.length;lt<gt;lt++)Da(et[lt],N,B,z)}function Ih(_,N,B,z){let U=_.opaque,et=_.transmissive,lt=_.transparent;g.setupLightsView(B),Q===!0&&tt.setGlobalState(b.clippingPlanes,B),z&&wt.viewport(P.copy(z)),U.length>0&&br(U,N,B),et.length>0&&br(et,N,B),lt.length>0&&br(lt,N,B),wt.buffers.depth.setTest(!0),wt.buffers.depth.setMask(!0),wt.buffers.color.setMask(!0),wt.setPolygonOffset(!1)}function Lh(_,N,B,z){if((B.isScene===!0?B.overrideMaterial:null)!==null)return;g.state.transmissionRenderTarget[z.id]===void 0&&(g.state.transmissionRenderTarget[z.id]=new ti(1,1,{generateMipmaps:!0,type:Bt.has("EXT_color_buffer_half_float")||Bt.has("EXT_color_buffer_float")?yr:Jn,minFilter:Gi,samples:4,stencilBuffer:r,resolveDepthBuffer:!1,resolveStencilBuffer:!1,colorSpace:Wt.workingColorSpace}));let et=g.state.transmissionRenderTarget[z.id],lt=z.viewport||P;et.setSize(lt.z,lt.w);let gt=b.getRenderTarget();b.setRenderTarget(et),b.getClearColor($),X=b.getClearAlpha(),X<1&&b.setClearColor(16777215,.5),b.clear(),Vt&&St.render(B);let xt=b.toneMapping;b.toneMapping=_i;let Rt=z.viewport;if(z.viewport!==void 0&&(z.viewport=void 0),g.setupLightsView(z),Q===!0&&tt.setGlobalState(b.clippingPlanes,z),br(_,B,z),A.updateMultisampleRenderTarget(et),A.updateRenderTargetMipmap(et),Bt.has("WEBGL_multisampled_render_to_texture")===!1){let Lt=!1;for(let yt=0,$t=N.length;yt<$t;yt++){let ne=N[yt],se=ne.object,Oe=ne.geometry,qt=ne.material,bt=ne.group;if(qt.side===Ye&&se.layers.test(z.layers)){let On=qt.side;qt.side=Ve,qt.needsUpdate=!0,Dh(se,B,z,Oe,qt,bt),qt.side=On,qt.needsUpdate=!0,Lt=!0}}Lt===!0&&(A.updateMultisampleRenderTarget(et),A.updateRenderTargetMipmap(et))}b.setRenderTarget(gt),b.setClearColor($,X),Rt!==void 0&&(z.viewport=Rt),b.toneMapping=xt}function br(_,N,B){let z=N.isScene===!0?N.overrideMaterial:null;for(let U=0,et=_.length;U<et;U++){let lt=_[U],gt=lt.object,xt=lt.geometry,Rt=z===null?lt.material:z,Lt=lt.group;gt.layers.test(B.layers)&&Dh(gt,N,B,xt,Rt,Lt)}}function Dh(_,N,B,z,U,et){_.onBeforeRender(b,N,B,z,U,et),_.modelViewMatrix.multiplyMatrices(B.matrixWorldInverse,_.matrixWorld),_.normalMatrix.getNormalMatrix(_.modelViewMatrix),U.onBeforeRender(b,N,B,z,_,et),U.transparent===!0&&U.side===Ye&&U.forceSinglePass===!1?(U.side=Ve,U.needsUpdate=!0,b.renderBufferDirect(B,N,z,U,_,et),U.side=Mi,U.needsUpdate=!0,b.renderBufferDirect(B,N,z,U,_,et),U.side=Ye):b.renderBufferDirect(B,N,z,U,_,et),_.onAfterRender(b,N,B,z,U,et)}function _r(_,N,B){N.isScene!==!0&&(N=le);let z=_t.get(_),U=g.state.lights,et=g.state.shadowsArray,lt=U.state.version,gt=vt.getParameters(_,U.state,et,N,B),xt=vt.getProgramCacheKey(gt),Rt=z.programs;z.environment=_.isMeshStandardMaterial?N.environment:null,z.fog=N.fog,z.envMap=(_.isMeshStandardMaterial?O:v).get(_.envMap||z.environment),z.envMapRotation=z.environment!==null&&_.envMap===null?N.environmentRotation:_.envMapRotation,Rt===void 0&&(_.addEventListener("dispose",It),Rt=new Map,z.programs=Rt);let Lt=Rt.get(xt);if(Lt!==void 0){if(z.currentProgram===Lt&&z.lightsStateVersion===lt)return Uh(_,gt),Lt}else gt.uniforms=vt.getUniforms(_),_.onBeforeCompile(gt,b),Lt=vt.acquireProgram(gt,xt),Rt.set(xt,Lt),z.uniforms=gt.uniforms;let yt=z.uniforms;return(!_.isShaderMaterial&&!_.isRawShaderMaterial||_.clipping===!0)&&(yt.clippingPlanes=tt.uniform),Uh(_,gt),z.needsLights=qf(_),z.lightsStateVersion=lt,z.needsLights&&(yt.ambientLightColor.value=U.state.ambient,yt.lightProbe.value=U.state.probe,yt.directionalLights.value=U.state.directional,yt.directionalLightShadows.value=U.state.directionalShadow,yt.spotLights.value=U.state.spot,yt.spotLightShadows.value=U.state.spotShadow,yt.rectAreaLights.value=U.state.rectArea,yt.ltc_1.value=U.state.rectAreaLTC1,yt.ltc_2.value=U.state.rectAreaLTC2,yt.pointLights.value=U.state.point,yt.pointLightShadows.value=U.state.pointShadow,yt.hemisphereLights.value=U.state.hemi,yt.directionalShadowMap.value=U.state.directionalShadowMap,yt.directionalShadowMatrix.value=U.state.directionalShadowMatrix,yt.spotShadowMap.value=U.state.spotShadowMap,yt.spotLightMatrix.value=U.state.spotLightMatrix,yt.spotLightMap.value=U.state.spotLightMap,yt.pointShadowMap.value=U.state.pointShadowMap,yt.pointShadowMatrix.value=U.state.pointShadowMatrix),z.currentProgram=Lt,z.uniformsList=null,Lt}function Nh(_){if(_.uniformsList===null){let N=_.currentProgram.getUniforms();_.uniformsList=Cs.seqWithValue(N.seq,_.uniforms)}return _.uniformsList}function Uh(_,N){let B=_t.get(_);B.outputColorSpace=N.outputColorSpace,B.batching=N.batching,B.batchingColor=N.batchingColor,B.instancing=N.instancing,B.instancingColor=N.instancingColor,B.instancingMorph=N.instancingMorph,B.skinning=N.skinning,B.morphTargets=N.morphTargets,B.morphNormals=N.morphNormals,B.morphColors=N.morphColors,B.morphTargetsCount=N.morphTargetsCount,B.numClippingPlanes=N.numClippingPlanes,B.numIntersection=N.numClipIntersection,B.vertexAlphas=N.vertexAlphas,B.vertexTangents=N.vertexTangents,B.toneMapping=N.toneMapping}function $f(_,N,B,z,U){N.isScene!==!0&&(N=le),A.resetTextureUnits();let et=N.fog,lt=z.isMeshStandardMaterial?N.environment:null,gt=I===null?b.outputColorSpace:I.isXRRenderTarget===!0?I.texture.colorSpace:Os,xt=(z.isMeshStandardMaterial?O:v).get(z.envMap||lt),Rt=z.vertexColors===!0&&!!B.attributes.color&&B.attributes.color.itemSize===4,Lt=!!B.attributes.tangent&&(!!z.normalMap||z.anisotropy>0),yt=!!B.morphAttributes.position,$t=!!B.morphAttributes.normal,ne=!!B.morphAttributes.color,se=_i;z.toneMapped&&(I===null||I.isXRRenderTarget===!0)&&(se=b.toneMapping);let Oe=B.morphAttributes.position||B.morphAttributes.normal||B.morphAttributes.color,qt=Oe!==void 0?Oe.length:0,bt=_t.get(z),On=g.state.lights;if(Q===!0&&(pt===!0||_!==y)){let je=_===y&&z.id===w;tt.setState(z,_,je)}let Yt=!1;z.version===bt.__version?(bt.needsLights&&bt.lightsStateVersion!==On.state.version||bt.outputColorSpace!==gt||U.isBatchedMesh&&bt.batching===!1||!U.isBatchedMesh&&bt.batching===!0||U.isBatchedMesh&&bt.batchingColor===!0&&U.colorTexture===null||U.isBatchedMesh&&bt.batchingColor===!1&&U.colorTexture!==null||U.isInstancedMesh&&bt.instancing===!1||!U.isInstancedMesh&&bt.instancing===!0||U.isSkinnedMesh&&bt.skinning===!1||!U.isSkinnedMesh&&bt.skinning===!0||U.isInstancedMesh&&bt.instancingColor===!0&&U.instanceColor===null||U.isInstancedMesh&&bt.instancingColor===!1&&U.instanceColor!==null||U.isInstancedMesh&&bt.instancingMorph===!0&&U.morphTexture===null||U.isInstancedMesh&&bt.instancingMorph===!1&&U.morphTexture!==null||bt.envMap!==xt||z.fog===!0&&bt.fog!==et||bt.numClippingPlanes!==void 0&&(bt.numClippingPlanes!==tt.numPlanes||bt.numIntersection!==tt.numIntersection)||bt.vertexAlphas!==Rt||bt.vertexTangents!==Lt||bt.morphTargets!==yt||bt.morphNormals!==$t||bt.morphColors!==ne||bt.toneMapping!==se||bt.morphTargetsCount!==qt)&&(Yt=!0):(Yt=!0,bt.__version=z.version);let hn=bt.currentProgram;Yt===!0&&(hn=_r(z,N,U));let Qi=!1,We=!1,Ys=!1,re=hn.getUniforms(),_n=bt.uniforms;if(wt.useProgram(hn.program)&&(Qi=!0,We=!0,Ys=!0),z.id!==w&&(w=z.id,We=!0),Qi||y!==_){wt.buffers.depth.getReversed()?(rt.copy(_.projectionMatrix),pg(rt),mg(rt),re.setValue(F,"projectionMatrix",rt)):re.setValue(F,"projectionMatrix",_.projectionMatrix),re.setValue(F,"viewMatrix",_.matrixWorldInverse);let ei=re.map.cameraPosition;ei!==void 0&&ei.setValue(F,Pt.setFromMatrixPosition(_.matrixWorld)),zt.logarithmicDepthBuffer&&re.setValue(F,"logDepthBufFC",2/(Math.log(_.far+1)/Math.LN2)),(z.isMeshPhongMaterial||z.isMeshToonMaterial||z.isMeshLambertMaterial||z.isMeshBasicMaterial||z.isMeshStandardMaterial||z.isShaderMaterial)&&re.setValue(F,"isOrthographic",_.isOrthographicCamera===!0),y!==_&&(y=_,We=!0,Ys=!0)}if(U.isSkinnedMesh){re.setOptional(F,U,"bindMatrix"),re.setOptional(F,U,"bindMatrixInverse");let je=U.skeleton;je&&(je.boneTexture===null&&je.computeBoneTexture(),re.setValue(F,"boneTexture",je.boneTexture,A))}U.isBatchedMesh&&(re.setOptional(F,U,"batchingTexture"),re.setValue(F,"batchingTexture",U._matricesTexture,A),re.setOptional(F,U,"batchingIdTexture"),re.setValue(F,"batchingIdTexture",U._indirectTexture,A),re.setOptional(F,U,"batchingColorTexture"),U._colorsTexture!==null&&re.setValue(F,"batchingColorTexture",U._colorsTexture,A));let Zs=B.morphAttributes;if((Zs.position!==void 0||Zs.normal!==void 0||Zs.color!==void 0)&&Ct.update(U,B,hn),(We||bt.receiveShadow!==U.receiveShadow)&&(bt.receiveShadow=U.receiveShadow,re.setValue(F,"receiveShadow",U.receiveShadow)),z.isMeshGouraudMaterial&&z.envMap!==null&&(_n.envMap.value=xt,_n.flipEnvMap.value=xt.isCubeTexture&&xt.isRenderTargetTexture===!1?-1:1),z.isMeshStandardMaterial&&z.envMap===null&&N.environment!==null&&(_n.envMapIntensity.value=N.environmentIntensity),We&&(re.setValue(F,"toneMappingExposure",b.toneMappingExposure),bt.needsLights&&Xf(_n,Ys),et&&z.fog===!0&&ot.refreshFogUniforms(_n,et),ot.refreshMaterialUniforms(_n,z,V,J,g.state.transmissionRenderTarget[_.id]),Cs.upload(F,Nh(bt),_n,A)),z.isShaderMaterial&&z.uniformsNeedUpdate===!0&&(Cs.upload(F,Nh(bt),_n,A),z.uniformsNeedUpdate=!1),z.isSpriteMaterial&&re.setValue(F,"center",U.center),re.setValue(F,"modelViewMatrix",U.modelViewMatrix),re.setValue(F,"normalMatrix",U.normalMatrix),re.setValue(F,"modelMatrix",U.matrixWorld),z.isShaderMaterial||z.isRawShaderMaterial){let je=z.uniformsGroups;for(let ei=0,ni=je.length;ei<ni;ei++){let Fh=je[ei];L.update(Fh,hn),L.bind(Fh,hn)}}return hn}function Xf(_,N){_.ambientLightColor.needsUpdate=N,_.lightProbe.needsUpdate=N,_.directionalLights.needsUpdate=N,_.directionalLightShadows.needsUpdate=N,_.pointLights.needsUpdate=N,_.pointLightShadows.needsUpdate=N,_.spotLights.needsUpdate=N,_.spotLightShadows.needsUpdate=N,_.rectAreaLights.needsUpdate=N,_.hemisphereLights.needsUpdate=N}function qf(_){return _.isMeshLambertMaterial||_.isMeshToonMaterial||_.isMeshPhongMaterial||_.isMeshStandardMaterial||_.isShadowMaterial||_.isShaderMaterial&&_.lights===!0}this.getActiveCubeFace=function(){return E},this.getActiveMipmapLevel=function(){return T},this.getRenderTarget=function(){return I},this.setRenderTargetTextures=function(_,N,B){_t.get(_.texture).__webglTexture=N,_t.get(_.depthTexture).__webglTexture=B;let z=_t.get(_);z.__hasExternalTextures=!0,z.__autoAllocateDepthBuffer=B===void 0,z.__autoAllocateDepthBuffer||Bt.has("WEBGL_multisampled_render_to_texture")===!0&&(console.warn("THREE.WebGLRenderer: Render-to-texture extension was disabled because an external texture was provided"),z.__useRenderToTexture=!1)},this.setRenderTargetFramebuffer=function(_,N){let B=_t.get(_);B.__webglFramebuffer=N,B.__useDefaultFramebuffer=N===void 0},this.setRenderTarget=function(_,N=0,B=0){I=_,E=N,T=B;let z=!0,U=null,et=!1,lt=!1;if(_){let xt=_t.get(_);if(xt.__useDefaultFramebuffer!==void 0)wt.bindFramebuffer(F.FRAMEBUFFER,null),z=!1;else if(xt.__webglFramebuffer===void 0)A.setupRenderTarget(_);else if(xt.__hasExternalTextures)A.rebindTextures(_,_t.get(_.texture).__webglTexture,_t.get(_.depthTexture).__webglTexture);else if(_.depthBuffer){let yt=_.depthTexture;if(xt.__boundDepthTexture!==yt){if(yt!==null&&_t.has(yt)&&(_.width!==yt.image.width||_.height!==yt.image.height))throw new Error("WebGLRenderTarget: Attached DepthTexture is initialized to the incorrect size.");A.setupDepthRenderbuffer(_)}}let Rt=_.texture;(Rt.isData3DTexture||Rt.isDataArrayTexture||Rt.isCompressedArrayTexture)&&(lt=!0);let Lt=_t.get(_).__webglFramebuffer;_.isWebGLCubeRenderTarget?(Array.isArray(Lt[N])?U=Lt[N][B]:U=Lt[N],et=!0):_.samples>0&&A.useMultisampledRTT(_)===!1?U=_t.get(_).__webglMultisampledFramebuffer:Array.isArray(Lt)?U=Lt[B]:U=Lt,P.copy(_.viewport),G.copy(_.scissor),k=_.scissorTest}else P.copy(mt).multiplyScalar(V).floor(),G.copy(Ut).multiplyScalar(V).floor(),k=Xt;if(wt.bindFramebuffer(F.FRAMEBUFFER,U)&&z&&wt.drawBuffers(_,U),wt.viewport(P),wt.scissor(G),wt.setScissorTest(k),et){let xt=_t.get(_.texture);F.framebufferTexture2D(F.FRAMEBUFFER,F.COLOR_ATTACHMENT0,F.TEXTURE_CUBE_MAP_POSITIVE_X+N,xt.__webglTexture,B)}else if(lt){let xt=_t.get(_.texture),Rt=N||0;F.framebufferTextureLayer(F.FRAMEBUFFER,F.COLOR_ATTACHMENT0,xt.__webglTexture,B||0,Rt)}w=-1},this.readRenderTargetPixels=function(_,N,B,z,U,et,lt){if(!(_&&_.isWebGLRenderTarget)){console.error("THREE.WebGLRenderer.readRenderTargetPixels: renderTarget is not THREE.WebGLRenderTarget.");return}let gt=_t.get(_).__webglFramebuffer;if(_.isWebGLCubeRenderTarget&&lt!==void 0&&(gt=gt[lt]),gt){wt.bindFramebuffer(F.FRAMEBUFFER,gt);try{let xt=_.texture,Rt=xt.format,Lt=xt.type;if(!zt.textureFormatReadable(Rt)){console.error("THREE.WebGLRenderer.readRenderTargetPixels: renderTarget is not in RGBA or implementation defined format.");return}if(!zt.textureTypeReadable(Lt)){console.error("THREE.WebGLRenderer.readRenderTargetPixels: renderTarget is not in UnsignedByteType or implementation defined type.");return}N>=0&&N<=_.width-z&&B>=0&&B<=_.height-U&&F.readPixels(N,B,z,U,Ft.convert(Rt),Ft.convert(Lt),et)}finally{let xt=I!==null?_t.get(I).__webglFramebuffer:null;wt.bindFramebuffer(F.FRAMEBUFFER,xt)}}},this.readRenderTargetPixelsAsync=async function(_,N,B,z,U,et,lt){if(!(_&&_.isWebGLRenderTarget))throw new Error("THREE.WebGLRenderer.readRenderTargetPixels: renderTarget is not THREE.WebGLRenderTarget.");let gt=_t.get(_).__webglFramebuffer;if(_.isWebGLCubeRenderTarget&&lt!==void 0&&(gt=gt[lt]),gt){let xt=_.texture,Rt=xt.format,Lt=xt.type;if(!zt.textureFormatReadable(Rt))throw new Error("THREE.WebGLRenderer.readRenderTargetPixelsAsync: renderTarget is not in RGBA or implementation defined format.");if(!zt.textureTypeReadable(Lt))throw new Error("THREE.WebGLRenderer.readRenderTargetPixelsAsync: renderTarget is not in UnsignedByteType or implementation defined type.");if(N>=0&&N<=_.width-z&&B>=0&&B<=_.height-U){wt.bindFramebuffer(F.FRAMEBUFFER,gt);let yt=F.createBuffer();F.bindBuffer(F.PIXEL_PACK_BUFFER,yt),F.bufferData(F.PIXEL_PACK_BUFFER,et.byteLength,F.STREAM_READ),F.readPixels(N,B,z,U,Ft.convert(Rt),Ft.convert(Lt),0);let $t=I!==null?_t.get(I).__webglFramebuffer:null;wt.bindFramebuffer(F.FRAMEBUFFER,$t);let ne=F.fenceSync(F.SYNC_GPU_COMMANDS_COMPLETE,0);return F.flush(),await fg(F,ne,4),F.bindBuffer(F.PIXEL_PACK_BUFFER,yt),F.getBufferSubData(F.PIXEL_PACK_BUFFER,0,et),F.deleteBuffer(yt),F.deleteSync(ne),et}else throw new Error("THREE.WebGLRenderer.readRenderTargetPixelsAsync: requested read bounds are out of range.")}},this.copyFramebufferToTexture=function(_,N=null,B=0){_.isTexture!==!0&&(ar("WebGLRenderer: copyFramebufferToTexture function signature has changed."),N=arguments[0]||null,_=arguments[1]);let z=Math.pow(2,-B),U=Math.floor(_.image.width*z),et=Math.floor(_.image.height*z),lt=N!==null?N.x:0,gt=N!==null?N.y:0;A.setTexture2D(_,0),F.copyTexSubImage2D(F.TEXTURE_2D,B,0,0,lt,gt,U,et),wt.unbindTexture()},this.copyTextureToTexture=function(_,N,B=null,z=null,U=0){_.isTexture!==!0&&(ar("WebGLRenderer: copyTextureToTexture function signature has changed."),z=arguments[0]||null,_=arguments[1],N=arguments[2],U=arguments[3]||0,B=null);let et,lt,gt,xt,Rt,Lt,yt,$t,ne,se=_.isCompressedTexture?_.mipmaps[U]:_.image;B!==null?(et=B.max.x-B.min.x,lt=B.max.y-B.min.y,gt=B.isBox3?B.max.z-B.min.z:1,xt=B.min.x,Rt=B.min.y,Lt=B.isBox3?B.min.z:0):(et=se.width,lt=se.height,gt=se.depth||1,xt=0,Rt=0,Lt=0),z!==null?(yt=z.x,$t=z.y,ne=z.z):(yt=0,$t=0,ne=0);let Oe=Ft.convert(N.format),qt=Ft.convert(N.type),bt;N.isData3DTexture?(A.setTexture3D(N,0),bt=F.TEXTURE_3D):N.isDataArrayTexture||N.isCompressedArrayTexture?(A.setTexture2DArray(N,0),bt=F.TEXTURE_2D_ARRAY):(A.setTexture2D(N,0),bt=F.TEXTURE_2D),F.pixelStorei(F.UNPACK_FLIP_Y_WEBGL,N.flipY),F.pixelStorei(F.UNPACK_PREMULTIPLY_ALPHA_WEBGL,N.premultiplyAlpha),F.pixelStorei(F.UNPACK_ALIGNMENT,N.unpackAlignment);let On=F.getParameter(F.UNPACK_ROW_LENGTH),Yt=F.getParameter(F.UNPACK_IMAGE_HEIGHT),hn=F.getParameter(F.UNPACK_SKIP_PIXELS),Qi=F.getParameter(F.UNPACK_SKIP_ROWS),We=F.getParameter(F.UNPACK_SKIP_IMAGES);F.pixelStorei(F.UNPACK_ROW_LENGTH,se.width),F.pixelStorei(F.UNPACK_IMAGE_HEIGHT,se.height),F.pixelStorei(F.UNPACK_SKIP_PIXELS,xt),F.pixelStorei(F.UNPACK_SKIP_ROWS,Rt),F.pixelStorei(F.UNPACK_SKIP_IMAGES,Lt);let Ys=_.isDataArrayTexture||_.isData3DTexture,re=N.isDataArrayTexture||N.isData3DTexture;if(_.isRenderTargetTexture||_.isDepthTexture){let _n=_t.get(_),Zs=_t.get(N),je=_t.get(_n.__renderTarget),ei=_t.get(Zs.__renderTarget);wt.bindFramebuffer(F.READ_FRAMEBUFFER,je.__webglFramebuffer),wt.bindFramebuffer(F.DRAW_FRAMEBUFFER,ei.__webglFramebuffer);for(let ni=0;ni<gt;ni++)Ys&&F.framebufferTextureLayer(F.READ_FRAMEBUFFER,F.COLOR_ATTACHMENT0,_t.get(_).__webglTexture,U,Lt+ni),_.isDepthTexture?(re&&F.framebufferTextureLayer(F.DRAW_FRAMEBUFFER,F.COLOR_ATTACHMENT0,_t.get(N).__webglTexture,U,ne+ni),F.blitFramebuffer(xt,Rt,et,lt,yt,$t,et,lt,F.DEPTH_BUFFER_BIT,F.NEAREST)):re?F.copyTexSubImage3D(bt,U,yt,$t,ne+ni,xt,Rt,et,lt):F.copyTexSubImage2D(bt,U,yt,$t,ne+ni,xt,Rt,et,lt);wt.bindFramebuffer(F.READ_FRAMEBUFFER,null),wt.bindFramebuffer(F.DRAW_FRAMEBUFFER,null)}else re?_.isDataTexture||_.isData3DTexture?F.texSubImage3D(bt,U,yt,$t,ne,et,lt,gt,Oe,qt,se.data):N.isCompressedArrayTexture?F.compressedTexSubImage3D(bt,U,yt,$t,ne,et,lt,gt,Oe,se.data):F.texSubImage3D(bt,U,yt,$t,ne,et,lt,gt,Oe,qt,se):_.isDataTexture?F.texSubImage2D(F.TEXTURE_2D,U,yt,$t,et,lt,Oe,qt,se.data):_.isCompressedTexture?F.compressedTexSubImage2D(F.TEXTURE_2D,U,yt,$t,se.width,se.height,Oe,se.data):F.texSubImage2D(F.TEXTURE_2D,U,yt,$t,et,lt,Oe,qt,se);F.pixelStorei(F.UNPACK_ROW_LENGTH,On),F.pixelStorei(F.UNPACK_IMAGE_HEIGHT,Yt),F.pixelStorei(F.UNPACK_SKIP_PIXELS,hn),F.pixelStorei(F.UNPACK_SKIP_ROWS,Qi),F.pixelStorei(F.UNPACK_SKIP_IMAGES,We),U===0&&N.generateMipmaps&&F.generateMipmap(bt),wt.unbindTexture()},this.copyTextureToTexture3D=function(_,N,B=null,z=null,U=0){return _.isTexture!==!0&&(ar("WebGLRenderer: copyTextureToTexture3D function signature has changed."),B=arguments[0]||null,z=arguments[1]||null,_=arguments[2],N=arguments[3],U=arguments[4]||0),ar('WebGLRenderer: copyTextureToTexture3D function has been deprecated. Use "copyTextureToTexture" instead.'),this.copyTextureToTexture(_,N,B,z,U)},this.initRenderTarget=function(_){_t.get(_).__webglFramebuffer===void 0&&A.setupRenderTarget(_)},this.initTexture=function(_){_.isCubeTexture?A.setTextureCube(_,0):_.isData3DTexture?A.setTexture3D(_,0):_.isDataArrayTexture||_.isCompressedArrayTexture?A.setTexture2DArray(_,0):A.setTexture2D(_,0),wt.unbindTexture()},this.resetState=function(){E=0,T=0,I=null,wt.reset(),ee.reset()},typeof __THREE_DEVTOOLS__<"u"&&__THREE_DEVTOOLS__.dispatchEvent(new CustomEvent("observe",{detail:this}))}get coordinateSystem(){return Zn}get outputColorSpace(){return this._outputColorSpace}set outputColorSpace(t){this._outputColorSpace=t;let e=this.getContext();e.drawingBufferColorspace=Wt._getDrawingBufferColorSpace(t),e.unpackColorSpace=Wt._getUnpackColorSpace()}};var zo=class extends Fe{constructor(){super(),this.isScene=!0,this.type="Scene",this.background=null,this.environment=null,this.fog=null,this.backgroundBlurriness=0,this.backgroundIntensity=1,this.backgroundRotation=new In,this.environmentIntensity=1,this.environmentRotation=new In,this.overrideMaterial=null,typeof __THREE_DEVTOOLS__<"u"&&__THREE_DEVTOOLS__.dispatchEvent(new CustomEvent("observe",{detail:this}))}copy(t,e){return super.copy(t,e),t.background!==null&&(this.background=t.background.clone()),t.environment!==null&&(this.environment=t.environment.clone()),t.fog!==null&&(this.fog=t.fog.clone()),this.backgroundBlurriness=t.backgroundBlurriness,this.backgroundIntensity=t.backgroundIntensity,this.backgroundRotation.copy(t.backgroundRotation),this.environmentIntensity=t.environmentIntensity,this.environmentRotation.copy(t.environmentRotation),t.overrideMaterial!==null&&(this.overrideMaterial=t.overrideMaterial.clone()),this.matrixAutoUpdate=t.matrixAutoUpdate,this}toJSON(t){let e=super.toJSON(t);return this.fog!==null&&(e.object.fog=this.fog.toJSON()),this.backgroundBlurriness>0&&(e.object.backgroundBlurriness=this.backgroundBlurriness),this.backgroundIntensity!==1&&(e.object.backgroundIntensity=this.backgroundIntensity),e.object.backgroundRotation=this.backgroundRotation.toArray(),this.environmentIntensity!==1&&(e.object.environmentIntensity=this.environmentIntensity),e.object.environmentRotation=this.environmentRotation.toArray(),e}},Oc=class{constructor(t,e){this.isInterleavedBuffer=!0,this.array=t,this.stride=e,this.count=t!==void 0?t.length/e:0,this.usage=bc,this.updateRanges=[],this.version=0,this.uuid=jn()}onUploadCallback(){}set needsUpdate(t){t===!0&&this.version++}setUsage(t){return this.usage=t,this}addUpdateRange(t,e){this.updateRanges.push({start:t,count:e})}clearUpdateRanges(){this.updateRanges.length=0}copy(t){return this.array=new t.array.constructor(t.array),this.count=t.count,this.stride=t.stride,this.usage=t.usage,this}copyAt(t,e,n){t*=this.stride,n*=e.stride;for(let i=0,r=this.stride;i<r;i++)this.array[t+i]=e.array[n+i];return this}set(t,e=0){return this.array.set(t,e),this}clone(t){t.arrayBuffers===void 0&&(t.arrayBuffers={}),this.array.buffer._uuid===void 0&&(this.array.buffer._uuid=jn()),t.arrayBuffers[this.array.buffer._uuid]===void 0&&(t.arrayBuffers[this.array.buffer._uuid]=this.array.slice(0).buffer);let e=new this.array.constructor(t.arrayBuffers[this.array.buffer._uuid]),n=new this.constructor(e,this.stride);return n.setUsage(this.usage),n}onUpload(t){return this.onUploadCallback=t,this}toJSON(t){return t.arrayBuffers===void 0&&(t.arrayBuffers={}),this.array.buffer._uuid===void 0&&(this.array.buffer._uuid=jn()),t.arrayBuffers[this.array.buffer._uuid]===void 0&&(t.arrayBuffers[this.array.buffer._uuid]=Array.from(new Uint32Array(this.array.buffer))),{uuid:this.uuid,buffer:this.array.buffer._uuid,type:this.array.constructor.name,stride:this.stride}}},Le=new D,Ln=class s{constructor(t,e,n,i=!1){this.isInterleavedBufferAttribute=!0,this.name="",this.data=t,this.itemSize=e,this.offset=n,this.normalized=i}get count(){return this.data.count}get array(){return this.data.array}set needsUpdate(t){this.data.needsUpdate=t}applyMatrix4(t){for(let e=0,n=this.data.count;e<n;e++)Le.fromBufferAttribute(this,e),Le.applyMatrix4(t),this.setXYZ(e,Le.x,Le.y,Le.z);return this}applyNormalMatrix(t){for(let e=0,n=this.count;e<n;e++)Le.fromBufferAttribute(this,e),Le.applyNormalMatrix(t),this.setXYZ(e,Le.x,Le.y,Le.z);return this}transformDirection(t){for(let e=0,n=this.count;e<n;e++)Le.fromBufferAttribute(this,e),Le.transformDirection(t),this.setXYZ(e,Le.x,Le.y,Le.z);return this}getComponent(t,e){let n=this.array[t*this.data.stride+this.offset+e];return this.normalized&&(n=gn(n,this.array)),n}setComponent(t,e,n){return this.normalized&&(n=jt(n,this.array)),this.data.array[t*this.data.stride+this.offset+e]=n,this}setX(t,e){return this.normalized&&(e=jt(e,this.array)),this.data.array[t*this.data.stride+this.offset]=e,this}setY(t,e){return this.normalized&&(e=jt(e,this.array)),this.data.array[t*this.data.stride+this.offset+1]=e,this}setZ(t,e){return this.normalized&&(e=jt(e,this.array)),this.data.array[t*this.data.stride+this.offset+2]=e,this}setW(t,e){return this.normalized&&(e=jt(e,this.array)),this.data.array[t*this.data.stride+this.offset+3]=e,this}getX(t){let e=this.data.array[t*this.data.stride+this.offset];return this.normalized&&(e=gn(e,this.array)),e}getY(t){let e=this.data.array[t*this.data.stride+this.offset+1];return this.normalized&&(e=gn(e,this.array)),e}getZ(t){let e=this.data.array[t*this.data.stride+this.offset+2];return this.normalized&&(e=gn(e,this.array)),e}getW(t){let e=this.data.array[t*this.data.stride+this.offset+3];return this.normalized&&(e=gn(e,this.array)),e}setXY(t,e,n){return t=t*this.data.stride+this.offset,this.normalized&&(e=jt(e,this.array),n=jt(n,this.array)),this.data.array[t+0]=e,this.data.array[t+1]=n,this}setXYZ(t,e,n,i){return t=t*this.data.stride+this.offset,this.normalized&&(e=jt(e,this.array),n=jt(n,this.array),i=jt(i,this.array)),this.data.array[t+0]=e,this.data.array[t+1]=n,this.data.array[t+2]=i,this}setXYZW(t,e,n,i,r){return t=t*this.data.stride+this.offset,this.normalized&&(e=jt(e,this.array),n=jt(n,this.array),i=jt(i,this.array),r=jt(r,this.array)),this.data.array[t+0]=e,this.data.array[t+1]=n,this.data.array[t+2]=i,this.data.array[t+3]=r,this}clone(t){if(t===void 0){console.log("THREE.InterleavedBufferAttribute.clone(): Cloning an interleaved buffer attribute will de-interleave buffer data.");let e=[];for(let n=0;n<this.count;n++){let i=n*this.data.stride+this.offset;for(let r=0;r<this.itemSize;r++)e.push(this.data.array[i+r])}return new ge(new this.array.constructor(e),this.itemSize,this.normalized)}else return t.interleavedBuffers===void 0&&(t.interleavedBuffers={}),t.interleavedBuffers[this.data.uuid]===void 0&&(t.interleavedBuffers[this.data.uuid]=this.data.clone(t)),new s(t.interleavedBuffers[this.data.uuid],this.itemSize,this.offset,this.normalized)}toJSON(t){if(t===void 0){console.log("THREE.InterleavedBufferAttribute.toJSON(): Serializing an interleaved buffer attribute will de-interleave buffer data.");let e=[];for(let n=0;n<this.count;n++){let i=n*this.data.stride+this.offset;for(let r=0;r<this.itemSize;r++)e.push(this.data.array[i+r])}return{itemSize:this.itemSize,type:this.array.constructor.name,array:e,normalized:this.normalized}}else return t.interleavedBuffers===void 0&&(t.interleavedBuffers={}),t.interleavedBuffers[this.data.uuid]===void 0&&(t.interleavedBuffers[this.data.uuid]=this.data.toJSON(t)),{isInterleavedBufferAttribute:!0,itemSize:this.itemSize,data:this.data.uuid,offset:this.offset,normalized:this.normalized}}};var Si=class extends wi{static get type(){return"LineBasicMaterial"}constructor(t){super(),this.isLineBasicMaterial=!0,this.color=new Nt(16777215),this.map=null,this.linewidth=1,this.linecap="round",this.linejoin="round",this.fog=!0,this.setValues(t)}copy(t){return super.copy(t),this.color.copy(t.color),this.map=t.map,this.linewidth=t.linewidth,this.linecap=t.linecap,this.linejoin=t.linejoin,this.fog=t.fog,this}},Ho=new D,Vo=new D,Ad=new oe,or=new $i,go=new Pn,Ll=new D,Ed=new D,kc=class extends Fe{constructor(t=new we,e=new Si){super(),this.isLine=!0,this.type="Line",this.geometry=t,this.material=e,this.updateMorphTargets()}copy(t,e){return super.copy(t,e),this.material=Array.isArray(t.material)?t.material.slice():t.material,this.geometry=t.geometry,this}computeLineDistances(){let t=this.geometry;if(t.index===null){let e=t.attributes.position,n=[0];for(let i=1,r=e.count;i<r;i++)Ho.fromBufferAttribute(e,i-1),Vo.fromBufferAttribute(e,i),n[i]=n[i-1],n[i]+=Ho.distanceTo(Vo);t.setAttribute("lineDistance",new Ue(n,1))}else console.warn("THREE.Line.computeLineDistances(): Computation only possible with non-indexed BufferGeometry.");return this}raycast(t,e){let n=this.geometry,i=this.matrixWorld,r=t.params.Line.threshold,o=n.drawRange;if(n.boundingSphere===null&&n.computeBoundingSphere(),go.copy(n.boundingSphere),go.applyMatrix4(i),go.radius+=r,t.ray.intersectsSphere(go)===!1)return;Ad.copy(i).invert(),or.copy(t.ray).applyMatrix4(Ad);let a=r/((this.scale.x+this.scale.y+this.scale.z)/3),l=a*a,c=this.isLineSegments?2:1,h=n.index,d=n.attributes.position;if(h!==null){let f=Math.max(0,o.start),p=Math.min(h.count,o.start+o.count);for(let x=f,m=p-1;x<m;x+=c){let g=h.getX(x),M=h.getX(x+1),S=xo(this,t,or,l,g,M);S&&e.push(S)}if(this.isLineLoop){let x=h.getX(p-1),m=h.getX(f),g=xo(this,t,or,l,x,m);g&&e.push(g)}}else{let f=Math.max(0,o.start),p=Math.min(d.count,o.start+o.count);for(let x=f,m=p-1;x<m;x+=c){let g=xo(this,t,or,l,x,x+1);g&&e.push(g)}if(this.isLineLoop){let x=xo(this,t,or,l,p-1,f);x&&e.push(x)}}}updateMorphTargets(){let e=this.geometry.morphAttributes,n=Object.keys(e);if(n.length>0){let i=e[n[0]];if(i!==void 0){this.morphTargetInfluences=[],this.morphTargetDictionary={};for(let r=0,o=i.length;r<o;r++){let a=i[r].name||String(r);this.morphTargetInfluences.push(0),this.morphTargetDictionary[a]=r}}}}};function xo(s,t,e,n,i,r){let o=s.geometry.attributes.position;if(Ho.fromBufferAttribute(o,i),Vo.fromBufferAttribute(o,r),e.distanceSqToSegment(Ho,Vo,Ll,Ed)>n)return;Ll.applyMatrix4(s.matrixWorld);let l=t.ray.origin.distanceTo(Ll);if(!(l<t.near||l>t.far))return{distance:l,point:Ed.clone().applyMatrix4(s.matrixWorld),index:i,face:null,faceIndex:null,barycoord:null,object:s}}var Td=new D,Cd=new D,Xi=class extends kc{constructor(t,e){super(t,e),this.isLineSegments=!0,this.type="LineSegments"}computeLineDistances(){let t=this.geometry;if(t.index===null){let e=t.attributes.position,n=[];for(let i=0,r=e.count;i<r;i+=2)Td.fromBufferAttribute(e,i),Cd.fromBufferAttribute(e,i+1),n[i]=i===0?0:n[i-1],n[i+1]=n[i]+Td.distanceTo(Cd);t.setAttribute("lineDistance",new Ue(n,1))}else console.warn("THREE.LineSegments.computeLineDistances(): Computation only possible with non-indexed BufferGeometry.");return this}};var Go=class extends we{constructor(t=null){if(super(),this.type="WireframeGeometry",this.parameters={geometry:t},t!==null){let e=[],n=new Set,i=new D,r=new D;if(t.index!==null){let o=t.attributes.position,a=t.index,l=t.groups;l.length===0&&(l=[{start:0,count:a.count,materialIndex:0}]);for(let c=0,h=l.length;c<h;++c){let u=l[c],d=u.start,f=u.count;for(let p=d,x=d+f;p<x;p+=3)for(let m=0;m<3;m++){let g=a.getX(p+m),M=a.getX(p+(m+1)%3);i.fromBufferAttribute(o,g),r.fromBufferAttribute(o,M),Rd(i,r,n)===!0&&(e.push(i.x,i.y,i.z),e.push(r.x,r.y,r.z))}}}else{let o=t.attributes.position;for(let a=0,l=o.count/3;a<l;a++)for(let c=0;c<3;c++){let h=3*a+c,u=3*a+(c+1)%3;i.fromBufferAttribute(o,h),r.fromBufferAttribute(o,u),Rd(i,r,n)===!0&&(e.push(i.x,i.y,i.z),e.push(r.x,r.y,r.z))}}this.setAttribute("position",new Ue(e,3))}}copy(t){return super.copy(t),this.parameters=Object.assign({},t.parameters),this}};function Rd(s,t,e){let n=`${s.x},${s.y},${s.z}-${t.x},${t.y},${t.z}`,i=`${t.x},${t.y},${t.z}-${s.x},${s.y},${s.z}`;return e.has(n)===!0||e.has(i)===!0?!1:(e.add(n),e.add(i),!0)}var Us=class extends wi{static get type(){return"MeshLambertMaterial"}constructor(t){super(),this.isMeshLambertMaterial=!0,this.color=new Nt(16777215),this.map=null,this.lightMap=null,this.lightMapIntensity=1,this.aoMap=null,this.aoMapIntensity=1,this.emissive=new Nt(0),this.emissiveIntensity=1,this.emissiveMap=null,this.bumpMap=null,this.bumpScale=1,this.normalMap=null,this.normalMapType=qd,this.normalScale=new Tt(1,1),this.displacementMap=null,this.displacementScale=1,this.displacementBias=0,this.specularMap=null,this.alphaMap=null,this.envMap=null,this.envMapRotation=new In,this.combine=Jc,this.reflectivity=1,this.refractionRatio=.98,this.wireframe=!1,this.wireframeLinewidth=1,this.wireframeLinecap="round",this.wireframeLinejoin="round",this.flatShading=!1,this.fog=!0,this.setValues(t)}copy(t){return super.copy(t),this.color.copy(t.color),this.map=t.map,this.lightMap=t.lightMap,this.lightMapIntensity=t.lightMapIntensity,this.aoMap=t.aoMap,this.aoMapIntensity=t.aoMapIntensity,this.emissive.copy(t.emissive),this.emissiveMap=t.emissiveMap,this.emissiveIntensity=t.emissiveIntensity,this.bumpMap=t.bumpMap,this.bumpScale=t.bumpScale,this.normalMap=t.normalMap,this.normalMapType=t.normalMapType,this.normalScale.copy(t.normalScale),this.displacementMap=t.displacementMap,this.displacementScale=t.displacementScale,this.displacementBias=t.displacementBias,this.specularMap=t.specularMap,this.alphaMap=t.alphaMap,this.envMap=t.envMap,this.envMapRotation.copy(t.envMapRotation),this.combine=t.combine,this.reflectivity=t.reflectivity,this.refractionRatio=t.refractionRatio,this.wireframe=t.wireframe,this.wireframeLinewidth=t.wireframeLinewidth,this.wireframeLinecap=t.wireframeLinecap,this.wireframeLinejoin=t.wireframeLinejoin,this.flatShading=t.flatShading,this.fog=t.fog,this}};function yo(s,t,e){return!s||!e&&s.constructor===t?s:typeof t.BYTES_PER_ELEMENT=="number"?new t(s):Array.prototype.slice.call(s)}function lb(s){return ArrayBuffer.isView(s)&&!(s instanceof DataView)}var Fs=class{constructor(t,e,n,i){this.parameterPositions=t,this._cachedIndex=0,this.resultBuffer=i!==void 0?i:new e.constructor(n),this.sampleValues=e,this.valueSize=n,this.settings=null,this.DefaultSettings_={}}evaluate(t){let e=this.parameterPositions,n=this._cachedIndex,i=e[n],r=e[n-1];n:{t:{let o;e:{i:if(!(t<i)){for(let a=n+2;;){if(i===void 0){if(t<r)break i;return n=e.length,this._cachedIndex=n,this.copySampleValue_(n-1)}if(n===a)break;if(r=i,i=e[++n],t<i)break t}o=e.length;break e}if(!(t>=r)){let a=e[1];t<a&&(n=2,r=a);for(let l=n-2;;){if(r===void 0)return this._cachedIndex=0,this.copySampleValue_(0);if(n===l)break;if(i=r,r=e[--n-1],t>=r)break t}o=n,n=0;break e}break n}for(;n<o;){let a=n+o>>>1;t<e[a]?o=a:n=a+1}if(i=e[n],r=e[n-1],r===void 0)return this._cachedIndex=0,this.copySampleValue_(0);if(i===void 0)return n=e.length,this._cachedIndex=n,this.copySampleValue_(n-1)}this._cachedIndex=n,this.intervalChanged_(n,r,i)}return this.interpolate_(n,r,t,i)}getSettings_(){return this.settings||this.DefaultSettings_}copySampleValue_(t){let e=this.resultBuffer,n=this.sampleValues,i=this.valueSize,r=t*i;for(let o=0;o!==i;++o)e[o]=n[r+o];return e}interpolate_(){throw new Error("call to abstract method")}intervalChanged_(){}},Bc=class extends Fs{constructor(t,e,n,i){super(t,e,n,i),this._weightPrev=-0,this._offsetPrev=-0,this._weightNext=-0,this._offsetNext=-0,this.DefaultSettings_={endingStart:Ru,endingEnd:Ru}}intervalChanged_(t,e,n){let i=this.parameterPositions,r=t-2,o=t+1,a=i[r],l=i[o];if(a===void 0)switch(this.getSettings_().endingStart){case Pu:r=t,a=2*e-n;break;case Iu:r=i.length-2,a=e+i[r]-i[r+1];break;default:r=t,a=n}if(l===void 0)switch(this.getSettings_().endingEnd){case Pu:o=t,l=2*n-e;break;case Iu:o=1,l=n+i[1]-i[0];break;default:o=t-1,l=e}let c=(n-e)*.5,h=this.valueSize;this._weightPrev=c/(e-a),this._weightNext=c/(l-n),this._offsetPrev=r*h,this._offsetNext=o*h}interpolate_(t,e,n,i){let r=this.resultBuffer,o=this.sampleValues,a=this.valueSize,l=t*a,c=l-a,h=this._offsetPrev,u=this._offsetNext,d=this._weightPrev,f=this._weightNext,p=(n-e)/(i-e),x=p*p,m=x*p,g=-d*m+2*d*x-d*p,M=(1+d)*m+(-1.5-2*d)*x+(-.5+d)*p+1,S=(-1-f)*m+(1.5+f)*x+.5*p,b=f*m-f*x;for(let C=0;C!==a;++C)r[C]=g*o[h+C]+M*o[c+C]+S*o[l+C]+b*o[u+C];return r}},zc=class extends Fs{constructor(t,e,n,i){super(t,e,n,i)}interpolate_(t,e,n,i){let r=this.resultBuffer,o=this.sampleValues,a=this.valueSize,l=t*a,c=l-a,h=(n-e)/(i-e),u=1-h;for(let d=0;d!==a;++d)r[d]=o[c+d]*u+o[l+d]*h;return r}},Hc=class extends Fs{constructor(t,e,n,i){super(t,e,n,i)}interpolate_(t){return this.copySampleValue_(t-1)}},bn=class{constructor(t,e,n,i){if(t===void 0)throw new Error("THREE.KeyframeTrack: track name is undefined");if(e===void 0||e.length===0)throw new Error("THREE.KeyframeTrack: no keyframes in track named "+t);this.name=t,this.times=yo(e,this.TimeBufferType),this.values=yo(n,this.ValueBufferType),this.setInterpolation(i||this.DefaultInterpolation)}static toJSON(t){let e=t.constructor,n;if(e.toJSON!==this.toJSON)n=e.toJSON(t);else{n={name:t.name,times:yo(t.times,Array),values:yo(t.values,Array)};let i=t.getInterpolation();i!==t.DefaultInterpolation&&(n.interpolation=i)}return n.type=t.ValueTypeName,n}InterpolantFactoryMethodDiscrete(t){return new Hc(this.times,this.values,this.getValueSize(),t)}InterpolantFactoryMethodLinear(t){return new zc(this.times,this.values,this.getValueSize(),t)}InterpolantFactoryMethodSmooth(t){return new Bc(this.times,this.values,this.getValueSize(),t)}setInterpolation(t){let e;switch(t){case Ao:e=this.InterpolantFactoryMethodDiscrete;break;case vc:e=this.InterpolantFactoryMethodLinear;break;case rl:e=this.InterpolantFactoryMethodSmooth;break}if(e===void 0){let n="unsupported interpolation for "+this.ValueTypeName+" keyframe track named "+this.name;if(this.createInterpolant===void 0)if(t!==this.DefaultInterpolation)this.setInterpolation(this.DefaultInterpolation);else throw new Error(n);return console.warn("THREE.KeyframeTrack:",n),this}return this.createInterpolant=e,this}getInterpolation(){switch(this.createInterpolant){case this.InterpolantFactoryMethodDiscrete:return Ao;case this.InterpolantFactoryMethodLinear:return vc;case this.InterpolantFactoryMethodSmooth:return rl}}getValueSize(){return this.values.length/this.times.length}shift(t){if(t!==0){let e=this.times;for(let n=0,i=e.length;n!==i;++n)e[n]+=t}return this}scale(t){if(t!==1){let e=this.times;for(let n=0,i=e.length;n!==i;++n)e[n]*=t}return this}trim(t,e){let n=this.times,i=n.length,r=0,o=i-1;for(;r!==i&&n[r]<t;)++r;for(;o!==-1&&n[o]>e;)--o;if(++o,r!==0||o!==i){r>=o&&(o=Math.max(o,1),r=o-1);let a=this.getValueSize();this.times=n.slice(r,o),this.values=this.values.slice(r*a,o*a)}return this}validate(){let t=!0,e=this.getValueSize();e-Math.floor(e)!==0&&(console.error("THREE.KeyframeTrack: Invalid value size in track.",this),t=!1);let n=this.times,i=this.values,r=n.length;r===0&&(console.error("THREE.KeyframeTrack: Track is empty.",this),t=!1);let o=null;for(let a=0;a!==r;a++){let l=n[a];if(typeof l=="number"&&isNaN(l)){console.error("THREE.KeyframeTrack: Time is not a valid number.",this,a,l),t=!1;break}if(o!==null&&o>l){console.error("THREE.KeyframeTrack: Out of order keys.",this,a,l,o),t=!1;break}o=l}if(i!==void 0&&lb(i))for(let a=0,l=i.length;a!==l;++a){let c=i[a];if(isNaN(c)){console.error("THREE.KeyframeTrack: Value is not a valid number.",this,a,c),t=!1;break}}return t}optimize(){let t=this.times.slice(),e=this.values.slice(),n=this.getValueSize(),i=this.getInterpolation()===rl,r=t.length-1,o=1;for(let a=1;a<r;++a){let l=!1,c=t[a],h=t[a+1];if(c!==h&&(a!==1||c!==t[0]))if(i)l=!0;else{let u=a*n,d=u-n,f=u+n;for(let p=0;p!==n;++p){let x=e[u+p];if(x!==e[d+p]||x!==e[f+p]){l=!0;break}}}if(l){if(a!==o){t[o]=t[a];let u=a*n,d=o*n;for(let f=0;f!==n;++f)e[d+f]=e[u+f]}++o}}if(r>0){t[o]=t[r];for(let a=r*n,l=o*n,c=0;c!==n;++c)e[l+c]=e[a+c];++o}return o!==t.length?(this.times=t.slice(0,o),this.values=e.slice(0,o*n)):(this.times=t,this.values=e),this}clone(){let t=this.times.slice(),e=this.values.slice(),n=this.constructor,i=new n(this.name,t,e);return i.createInterpolant=this.createInterpolant,i}};bn.prototype.TimeBufferType=Float32Array;bn.prototype.ValueBufferType=Float32Array;bn.prototype.DefaultInterpolation=vc;var qi=class extends bn{constructor(t,e,n){super(t,e,n)}};qi.prototype.ValueTypeName="bool";qi.prototype.ValueBufferType=Array;qi.prototype.DefaultInterpolation=Ao;qi.prototype.InterpolantFactoryMethodLinear=void 0;qi.prototype.InterpolantFactoryMethodSmooth=void 0;var Vc=class extends bn{};Vc.prototype.ValueTypeName="color";var Gc=class extends bn{};Gc.prototype.ValueTypeName="number";var Wc=class extends Fs{constructor(t,e,n,i){super(t,e,n,i)}interpolate_(t,e,n,i){let r=this.resultBuffer,o=this.sampleValues,a=this.valueSize,l=(n-e)/(i-e),c=t*a;for(let h=c+a;c!==h;c+=4)vn.slerpFlat(r,0,o,c-a,o,c,l);return r}},Wo=class extends bn{InterpolantFactoryMethodLinear(t){return new Wc(this.times,this.values,this.getValueSize(),t)}};Wo.prototype.ValueTypeName="quaternion";Wo.prototype.InterpolantFactoryMethodSmooth=void 0;var Yi=class extends bn{constructor(t,e,n){super(t,e,n)}};Yi.prototype.ValueTypeName="string";Yi.prototype.ValueBufferType=Array;Yi.prototype.DefaultInterpolation=Ao;Yi.prototype.InterpolantFactoryMethodLinear=void 0;Yi.prototype.InterpolantFactoryMethodSmooth=void 0;var $c=class extends bn{};$c.prototype.ValueTypeName="vector";var Xc=class{constructor(t,e,n){let i=this,r=!1,o=0,a=0,l,c=[];this.onStart=void 0,this.onLoad=t,this.onProgress=e,this.onError=n,this.itemStart=function(h){a++,r===!1&&i.onStart!==void 0&&i.onStart(h,o,a),r=!0},this.itemEnd=function(h){o++,i.onProgress!==void 0&&i.onProgress(h,o,a),o===a&&(r=!1,i.onLoad!==void 0&&i.onLoad())},this.itemError=function(h){i.onError!==void 0&&i.onError(h)},this.resolveURL=function(h){return l?l(h):h},this.setURLModifier=function(h){return l=h,this},this.addHandler=function(h,u){return c.push(h,u),this},this.removeHandler=function(h){let u=c.indexOf(h);return u!==-1&&c.splice(u,2),this},this.getHandler=function(h){for(let u=0,d=c.length;u<d;u+=2){let f=c[u],p=c[u+1];if(f.global&&(f.lastIndex=0),f.test(h))return p}return null}}},cb=new Xc,qc=class{constructor(t){this.manager=t!==void 0?t:cb,this.crossOrigin="anonymous",this.withCredentials=!1,this.path="",this.resourcePath="",this.requestHeader={}}load(){}loadAsync(t,e){let n=this;return new Promise(function(i,r){n.load(t,i,e,r)})}parse(){}setCrossOrigin(t){return this.crossOrigin=t,this}setWithCredentials(t){return this.withCredentials=t,this}setPath(t){return this.path=t,this}setResourcePath(t){return this.resourcePath=t,this}setRequestHeader(t){return this.requestHeader=t,this}};qc.DEFAULT_MATERIAL_NAME="__DEFAULT";var $o=class extends Fe{constructor(t,e=1){super(),this.isLight=!0,this.type="Light",this.color=new Nt(t),this.intensity=e}dispose(){}copy(t,e){return super.copy(t,e),this.color.copy(t.color),this.intensity=t.intensity,this}toJSON(t){let e=super.toJSON(t);return e.object.color=this.color.getHex(),e.object.intensity=this.intensity,this.groundColor!==void 0&&(e.object.groundColor=this.groundColor.getHex()),this.distance!==void 0&&(e.object.distance=this.distance),this.angle!==void 0&&(e.object.angle=this.angle),this.decay!==void 0&&(e.object.decay=this.decay),this.penumbra!==void 0&&(e.object.penumbra=this.penumbra),this.shadow!==void 0&&(e.object.shadow=this.shadow.toJSON()),this.target!==void 0&&(e.object.target=this.target.uuid),e}};var Dl=new oe,Pd=new D,Id=new D,Yc=class{constructor(t){this.camera=t,this.intensity=1,this.bias=0,this.normalBias=0,this.radius=1,this.blurSamples=8,this.mapSize=new Tt(512,512),this.map=null,this.mapPass=null,this.matrix=new oe,this.autoUpdate=!0,this.needsUpdate=!1,this._frustum=new gr,this._frameExtents=new Tt(1,1),this._viewportCount=1,this._viewports=[new Qt(0,0,1,1)]}getViewportCount(){return this._viewportCount}getFrustum(){return this._frustum}updateMatrices(t){let e=this.camera,n=this.matrix;Pd.setFromMatrixPosition(t.matrixWorld),e.position.copy(Pd),Id.setFromMatrixPosition(t.target.matrixWorld),e.lookAt(Id),e.updateMatrixWorld(),Dl.multiplyMatrices(e.projectionMatrix,e.matrixWorldInverse),this._frustum.setFromProjectionMatrix(Dl),n.set(.5,0,0,.5,0,.5,0,.5,0,0,.5,.5,0,0,0,1),n.multiply(Dl)}getViewport(t){return this._viewports[t]}getFrameExtents(){return this._frameExtents}dispose(){this.map&&this.map.dispose(),this.mapPass&&this.mapPass.dispose()}copy(t){return this.camera=t.camera.clone(),this.intensity=t.intensity,this.bias=t.bias,this.radius=t.radius,this.mapSize.copy(t.mapSize),this}clone(){return new this.constructor().copy(this)}toJSON(){let t={};return this.intensity!==1&&(t.intensity=this.intensity),this.bias!==0&&(t.bias=this.bias),this.normalBias!==0&&(t.normalBias=this.normalBias),this.radius!==1&&(t.radius=this.radius),(this.mapSize.x!==512||this.mapSize.y!==512)&&(t.mapSize=this.mapSize.toArray()),t.camera=this.camera.toJSON(!1).object,delete t.camera.matrix,t}};var Zc=class extends Yc{constructor(){super(new Fo(-5,5,5,-5,.5,500)),this.isDirectionalLightShadow=!0}},Xo=class extends $o{constructor(t,e){super(t,e),this.isDirectionalLight=!0,this.type="DirectionalLight",this.position.copy(Fe.DEFAULT_UP),this.updateMatrix(),this.target=new Fe,this.shadow=new Zc}dispose(){this.shadow.dispose()}copy(t){return super.copy(t),this.target=t.target.clone(),this.shadow=t.shadow.clone(),this}},qo=class extends $o{constructor(t,e){super(t,e),this.isAmbientLight=!0,this.type="AmbientLight"}};var Yo=class extends we{constructor(){super(),this.isInstancedBufferGeometry=!0,this.type="InstancedBufferGeometry",this.instanceCount=1/0}copy(t){return super.copy(t),this.instanceCount=t.instanceCount,this}toJSON(){let t=super.toJSON();return t.instanceCount=this.instanceCount,t.isInstancedBufferGeometry=!0,t}};var ah="\\[\\]\\.:\\/",hb=new RegExp("["+ah+"]","g"),lh="[^"+ah+"]",ub="[^"+ah.replace("\\.","")+"]",db=/((?:WC+[\/:])*)/.source.replace("WC",lh),fb=/(WCOD+)?/.source.replace("WCOD",ub),pb=/(?:\.(WC+)(?:\[(.+)\])?)?/.source.replace("WC",lh),mb=/\.(WC+)(?:\[(.+)\])?/.source.replace("WC",lh),gb=new RegExp("^"+db+fb+pb+mb+"$"),xb=["material","materials","bones","map"],jc=class{constructor(t,e,n){let i=n||ae.parseTrackName(e);this._targetGroup=t,this._bindings=t.subscribe_(e,i)}getValue(t,e){this.bind();let n=this._targetGroup.nCachedObjects_,i=this._bindings[n];i!==void 0&&i.getValue(t,e)}setValue(t,e){let n=this._bindings;for(let i=this._targetGroup.nCachedObjects_,r=n.length;i!==r;++i)n[i].setValue(t,e)}bind(){let t=this._bindings;for(let e=this._targetGroup.nCachedObjects_,n=t.length;e!==n;++e)t[e].bind()}unbind(){let t=this._bindings;for(let e=this._targetGroup.nCachedObjects_,n=t.length;e!==n;++e)t[e].unbind()}},ae=class s{constructor(t,e,n){this.path=e,this.parsedPath=n||s.parseTrackName(e),this.node=s.findNode(t,this.parsedPath.nodeName),this.rootNode=t,this.getValue=this._getValue_unbound,this.setValue=this._setValue_unbound}static create(t,e,n){return t&&t.isAnimationObjectGroup?new s.Composite(t,e,n):new s(t,e,n)}static sanitizeNodeName(t){return t.replace(/\s/g,"_").replace(hb,"")}static parseTrackName(t){let e=gb.exec(t);if(e===null)throw new Error("PropertyBinding: Cannot parse trackName: "+t);let n={nodeName:e[2],objectName:e[3],objectIndex:e[4],propertyName:e[5],propertyIndex:e[6]},i=n.nodeName&&n.nodeName.lastIndexOf(".");if(i!==void 0&&i!==-1){let r=n.nodeName.substring(i+1);xb.indexOf(r)!==-1&&(n.nodeName=n.nodeName.substring(0,i),n.objectName=r)}if(n.propertyName===null||n.propertyName.length===0)throw new Error("PropertyBinding: can not parse propertyName from trackName: "+t);return n}static findNode(t,e){if(e===void 0||e===""||e==="."||e===-1||e===t.name||e===t.uuid)return t;if(t.skeleton){let n=t.skeleton.getBoneByName(e);if(n!==void 0)return n}if(t.children){let n=function(r){for(let o=0;o<r.length;o++){let a=r[o];if(a.name===e||a.uuid===e)return a;let l=n(a.children);if(l)return l}return null},i=n(t.children);if(i)return i}return null}_getValue_unavailable(){}_setValue_unavailable(){}_getValue_direct(t,e){t[e]=this.targetObject[this.propertyName]}_getValue_array(t,e){let n=this.resolvedProperty;for(let i=0,r=n.length;i!==r;++i)t[e++]=n[i]}_getValue_arrayElement(t,e){t[e]=this.resolvedProperty[this.propertyIndex]}_getValue_toArray(t,e){this.resolvedProperty.toArray(t,e)}_setValue_direct(t,e){this.targetObject[this.propertyName]=t[e]}_setValue_direct_setNeedsUpdate(t,e){this.targetObject[this.propertyName]=t[e],this.targetObject.needsUpdate=!0}_setValue_direct_setMatrixWorldNeedsUpdate(t,e){this.targetObject[this.propertyName]=t[e],this.targetObject.matrixWorldNeedsUpdate=!0}_setValue_array(t,e){let n=this.resolvedProperty;for(let i=0,r=n.length;i!==r;++i)n[i]=t[e++]}_setValue_array_setNeedsUpdate(t,e){let n=this.resolvedProperty;for(let i=0,r=n.length;i!==r;++i)n[i]=t[e++];this.targetObject.needsUpdate=!0}_setValue_array_setMatrixWorldNeedsUpdate(t,e){let n=this.resolvedProperty;for(let i=0,r=n.length;i!==r;++i)n[i]=t[e++];this.targetObject.matrixWorldNeedsUpdate=!0}_setValue_arrayElement(t,e){this.resolvedProperty[this.propertyIndex]=t[e]}_setValue_arrayElement_setNeedsUpdate(t,e){this.resolvedProperty[this.propertyIndex]=t[e],this.targetObject.needsUpdate=!0}_setValue_arrayElement_setMatrixWorldNeedsUpdate(t,e){this.resolvedProperty[this.propertyIndex]=t[e],this.targetObject.matrixWorldNeedsUpdate=!0}_setValue_fromArray(t,e){this.resolvedProperty.fromArray(t,e)}_setValue_fromArray_setNeedsUpdate(t,e){this.resolvedProperty.fromArray(t,e),this.targetObject.needsUpdate=!0}_setValue_fromArray_setMatrixWorldNeedsUpdate(t,e){this.resolvedProperty.fromArray(t,e),this.targetObject.matrixWorldNeedsUpdate=!0}_getValue_unbound(t,e){this.bind(),this.getValue(t,e)}_setValue_unbound(t,e){this.bind(),this.setValue(t,e)}bind(){let t=this.node,e=this.parsedPath,n=e.objectName,i=e.propertyName,r=e.propertyIndex;if(t||(t=s.findNode(this.rootNode,e.nodeName),this.node=t),this.getValue=this._getValue_unavailable,this.setValue=this._setValue_unavailable,!t){console.warn("THREE.PropertyBinding: No target node found for track: "+this.path+".");return}if(n){let c=e.objectIndex;switch(n){case"materials":if(!t.material){console.error("THREE.PropertyBinding: Can not bind to material as node does not have a material.",this);return}if(!t.material.materials){console.error("THREE.PropertyBinding: Can not bind to material.materials as node.material does not have a materials array.",this);return}t=t.material.materials;break;case"bones":if(!t.skeleton){console.error("THREE.PropertyBinding: Can not bind to bones as node does not have a skeleton.",this);return}t=t.skeleton.bones;for(let h=0;h<t.length;h++)if(t[h].name===c){c=h;break}break;case"map":if("map"in t){t=t.map;break}if(!t.material){console.error("THREE.PropertyBinding: Can not bind to material as node does not have a material.",this);return}if(!t.material.map){console.error("THREE.PropertyBinding: Can not bind to material.map as node.material does not have a map.",this);return}t=t.material.map;break;default:if(t[n]===void 0){console.error("THREE.PropertyBinding: Can not bind to objectName of node undefined.",this);return}t=t[n]}if(c!==void 0){if(t[c]===void 0){console.error("THREE.PropertyBinding: Trying to bind to objectIndex of objectName, but is undefined.",this,t);return}t=t[c]}}let o=t[i];if(o===void 0){let c=e.nodeName;console.error("THREE.PropertyBinding: Trying to update property for track: "+c+"."+i+" but it wasn't found.",t);return}let a=this.Versioning.None;this.targetObject=t,t.needsUpdate!==void 0?a=this.Versioning.NeedsUpdate:t.matrixWorldNeedsUpdate!==void 0&&(a=this.Versioning.MatrixWorldNeedsUpdate);let l=this.BindingType.Direct;if(r!==void 0){if(i==="morphTargetInfluences"){if(!t.geometry){console.error("THREE.PropertyBinding: Can not bind to morphTargetInfluences because node does not have a geometry.",this);return}if(!t.geometry.morphAttributes){console.error("THREE.PropertyBinding: Can not bind to morphTargetInfluences because node does not have a geometry.morphAttributes.",this);return}t.morphTargetDictionary[r]!==void 0&&(r=t.morphTargetDictionary[r])}l=this.BindingType.ArrayElement,this.resolvedProperty=o,this.propertyIndex=r}else o.fromArray!==void 0&&o.toArray!==void 0?(l=this.BindingType.HasFromToArray,this.resolvedProperty=o):Array.isArray(o)?(l=this.BindingType.EntireArray,this.resolvedProperty=o):this.propertyName=i;this.getValue=this.GetterByBindingType[l],this.setValue=this.SetterByBindingTypeAndVersioning[l][a]}unbind(){this.node=null,this.getValue=this._getValue_unbound,this.setValue=this._setValue_unbound}};ae.Composite=jc;ae.prototype.BindingType={Direct:0,EntireArray:1,ArrayElement:2,HasFromToArray:3};ae.prototype.Versioning={None:0,NeedsUpdate:1,MatrixWorldNeedsUpdate:2};ae.prototype.GetterByBindingType=[ae.prototype._getValue_direct,ae.prototype._getValue_array,ae.prototype._getValue_arrayElement,ae.prototype._getValue_toArray];ae.prototype.SetterByBindingTypeAndVersioning=[[ae.prototype._setValue_direct,ae.prototype._setValue_direct_setNeedsUpdate,ae.prototype._setValue_direct_setMatrixWorldNeedsUpdate],[ae.prototype._setValue_array,ae.prototype._setValue_array_setNeedsUpdate,ae.prototype._setValue_array_setMatrixWorldNeedsUpdate],[ae.prototype._setValue_arrayElement,ae.prototype._setValue_arrayElement_setNeedsUpdate,ae.prototype._setValue_arrayElement_setMatrixWorldNeedsUpdate],[ae.prototype._setValue_fromArray,ae.prototype._setValue_fromArray_setNeedsUpdate,ae.prototype._setValue_fromArray_setMatrixWorldNeedsUpdate]];var xw=new Float32Array(1);var Zi=class extends Oc{constructor(t,e,n=1){super(t,e),this.isInstancedInterleavedBuffer=!0,this.meshPerAttribute=n}copy(t){return super.copy(t),this.meshPerAttribute=t.meshPerAttribute,this}clone(t){let e=super.clone(t);return e.meshPerAttribute=this.meshPerAttribute,e}toJSON(t){let e=super.toJSON(t);return e.isInstancedInterleavedBuffer=!0,e.meshPerAttribute=this.meshPerAttribute,e}};var Ld=new oe,Zo=class{constructor(t,e,n=0,i=1/0){this.ray=new $i(t,e),this.near=n,this.far=i,this.camera=null,this.layers=new pr,this.params={Mesh:{},Line:{threshold:1},LOD:{},Points:{threshold:1},Sprite:{}}}set(t,e){this.ray.set(t,e)}setFromCamera(t,e){e.isPerspectiveCamera?(this.ray.origin.setFromMatrixPosition(e.matrixWorld),this.ray.direction.set(t.x,t.y,.5).unproject(e).sub(this.ray.origin).normalize(),this.camera=e):e.isOrthographicCamera?(this.ray.origin.set(t.x,t.y,(e.near+e.far)/(e.near-e.far)).unproject(e),this.ray.direction.set(0,0,-1).transformDirection(e.matrixWorld),this.camera=e):console.error("THREE.Raycaster: Unsupported camera type: "+e.type)}setFromXRController(t){return Ld.identity().extractRotation(t.matrixWorld),this.ray.origin.setFromMatrixPosition(t.matrixWorld),this.ray.direction.set(0,0,-1).applyMatrix4(Ld),this}intersectObject(t,e=!0,n=[]){return Kc(t,this,n,e),n.sort(Dd),n}intersectObjects(t,e=!0,n=[]){for(let i=0,r=t.length;i<r;i++)Kc(t[i],this,n,e);return n.sort(Dd),n}};function Dd(s,t){return s.distance-t.distance}function Kc(s,t,e,n){let i=!0;if(s.layers.test(t.layers)&&s.raycast(t,e)===!1&&(i=!1),i===!0&&n===!0){let r=s.children;for(let o=0,a=r.length;o<a;o++)Kc(r[o],t,e,!0)}}var xr=class{constructor(t=1,e=0,n=0){return this.radius=t,this.phi=e,this.theta=n,this}set(t,e,n){return this.radius=t,this.phi=e,this.theta=n,this}copy(t){return this.radius=t.radius,this.phi=t.phi,this.theta=t.theta,this}makeSafe(){return this.phi=Math.max(1e-6,Math.min(Math.PI-1e-6,this.phi)),this}setFromVector3(t){return this.setFromCartesianCoords(t.x,t.y,t.z)}setFromCartesianCoords(t,e,n){return this.radius=Math.sqrt(t*t+e*e+n*n),this.radius===0?(this.theta=0,this.phi=0):(this.theta=Math.atan2(t,n),this.phi=Math.acos(_e(e/this.radius,-1,1))),this}clone(){return new this.constructor().copy(this)}};var Nd=new D,vo=new D,jo=class{constructor(t=new D,e=new D){this.start=t,this.end=e}set(t,e){return this.start.copy(t),this.end.copy(e),this}copy(t){return this.start.copy(t.start),this.end.copy(t.end),this}getCenter(t){return t.addVectors(this.start,this.end).multiplyScalar(.5)}delta(t){return t.subVectors(this.end,this.start)}distanceSq(){return this.start.distanceToSquared(this.end)}distance(){return this.start.distanceTo(this.end)}at(t,e){return this.delta(e).multiplyScalar(t).add(this.start)}closestPointToPointParameter(t,e){Nd.subVectors(t,this.start),vo.subVectors(this.end,this.start);let n=vo.dot(vo),r=vo.dot(Nd)/n;return e&&(r=_e(r,0,1)),r}closestPointToPoint(t,e,n){let i=this.closestPointToPointParameter(t,e);return this.delta(n).multiplyScalar(i).add(this.start)}applyMatrix4(t){return this.start.applyMatrix4(t),this.end.applyMatrix4(t),this}equals(t){return t.start.equals(this.start)&&t.end.equals(this.end)}clone(){return new this.constructor().copy(this)}};var Ko=class extends Qn{constructor(t,e=null){super(),this.object=t,this.domElement=e,this.enabled=!0,this.state=-1,this.keys={},this.mouseButtons={LEFT:null,MIDDLE:null,RIGHT:null},this.touches={ONE:null,TWO:null}}connect(){}disconnect(){}dispose(){}update(){}};typeof __THREE_DEVTOOLS__<"u"&&__THREE_DEVTOOLS__.dispatchEvent(new CustomEvent("register",{detail:{revision:"170"}}));typeof window<"u"&&(window.__THREE__?console.warn("WARNING: Multiple instances of Three.js being imported."):window.__THREE__="170");var sf={type:"change"},hh={type:"start"},of={type:"end"},ia=new $i,rf=new mn,yb=Math.cos(70*ta.DEG2RAD),ve=new D,Ge=2*Math.PI,te={NONE:-1,ROTATE:0,DOLLY:1,PAN:2,TOUCH_ROTATE:3,TOUCH_PAN:4,TOUCH_DOLLY_PAN:5,TOUCH_DOLLY_ROTATE:6},ch=1e-6,sa=class extends Ko{constructor(t,e=null){super(t,e),this.state=te.NONE,this.enabled=!0,this.target=new D,this.cursor=new D,this.minDistance=0,this.maxDistance=1/0,this.minZoom=0,this.maxZoom=1/0,this.minTargetRadius=0,this.maxTargetRadius=1/0,this.minPolarAngle=0,this.maxPolarAngle=Math.PI,this.minAzimuthAngle=-1/0,this.maxAzimuthAngle=1/0,this.enableDamping=!1,this.dampingFactor=.05,this.enableZoom=!0,this.zoomSpeed=1,this.enableRotate=!0,this.rotateSpeed=1,this.enablePan=!0,this.panSpeed=1,this.screenSpacePanning=!0,this.keyPanSpeed=7,this.zoomToCursor=!1,this.autoRotate=!1,this.autoRotateSpeed=2,this.keys={LEFT:"ArrowLeft",UP:"ArrowUp",RIGHT:"ArrowRight",BOTTOM:"ArrowDown"},this.mouseButtons={LEFT:ji.ROTATE,MIDDLE:ji.DOLLY,RIGHT:ji.PAN},this.touches={ONE:Ki.ROTATE,TWO:Ki.DOLLY_PAN},this.target0=this.target.clone(),this.position0=this.object.position.clone(),this.zoom0=this.object.zoom,this._domElementKeyEvents=null,this._lastPosition=new D,this._lastQuaternion=new vn,this._lastTargetPosition=new D,this._quat=new vn().setFromUnitVectors(t.up,new D(0,1,0)),this._quatInverse=this._quat.clone().invert(),this._spherical=new xr,this._sphericalDelta=new xr,this._scale=1,this._panOffset=new D,this._rotateStart=new Tt,this._rotateEnd=new Tt,this._rotateDelta=new Tt,this._panStart=new Tt,this._panEnd=new Tt,this._panDelta=new Tt,this._dollyStart=new Tt,this._dollyEnd=new Tt,this._dollyDelta=new Tt,this._dollyDirection=new D,this._mouse=new Tt,this._performCursorZoom=!1,this._pointers=[],this._pointerPositions={},this._controlActive=!1,this._onPointerMove=bb.bind(this),this._onPointerDown=vb.bind(this),this._onPointerUp=_b.bind(this),this._onContextMenu=Cb.bind(this),this._onMouseWheel=Sb.bind(this),this._onKeyDown=Ab.bind(this),this._onTouchStart=Eb.bind(this),this._onTouchMove=Tb.bind(this),this._onMouseDown=Mb.bind(this),this._onMouseMove=wb.bind(this),this._interceptControlDown=Rb.bind(this),this._interceptControlUp=Pb.bind(this),this.domElement!==null&&this.connect(),this.update()}connect(){this.domElement.addEventListener("pointerdown",this._onPointerDown),this.domElement.addEventListener("pointercancel",this._onPointerUp),this.domElement.addEventListener("contextmenu",this._onContextMenu),this.domElement.addEventListener("wheel",this._onMouseWheel,{passive:!1}),this.domElement.getRootNode().addEventListener("keydown",this._interceptControlDown,{passive:!0,capture:!0}),this.domElement.style.touchAction="none"}disconnect(){this.domElement.removeEventListener("pointerdown",this._onPointerDown),this.domElement.removeEventListener("pointermove",this._onPointerMove),this.domElement.removeEventListener("pointerup",this._onPointerUp),this.domElement.removeEventListener("pointercancel",this._onPointerUp),this.domElement.removeEventListener("wheel",this._onMouseWheel),this.domElement.removeEventListener("contextmenu",this._onContextMenu),this.stopListenToKeyEvents(),this.domElement.getRootNode().removeEventListener("keydown",this._interceptControlDown,{capture:!0}),this.domElement.style.touchAction="auto"}dispose(){this.disconnect()}getPolarAngle(){return this._spherical.phi}getAzimuthalAngle(){return this._spherical.theta}getDistance(){return this.object.position.distanceTo(this.target)}listenToKeyEvents(t){t.addEventListener("keydown",this._onKeyDown),this._domElementKeyEvents=t}stopListenToKeyEvents(){this._domElementKeyEvents!==null&&(this._domElementKeyEvents.removeEventListener("keydown",this._onKeyDown),this._domElementKeyEvents=null)}saveState(){this.target0.copy(this.target),this.position0.copy(this.object.position),this.zoom0=this.object.zoom}reset(){this.target.copy(this.target0),this.object.position.copy(this.position0),this.object.zoom=this.zoom0,this.object.updateProjectionMatrix(),this.dispatchEvent(sf),this.update(),this.state=te.NONE}update(t=null){let e=this.object.position;ve.copy(e).sub(this.target),ve.applyQuaternion(this._quat),this._spherical.setFromVector3(ve),this.autoRotate&&this.state===te.NONE&&this._rotateLeft(this._getAutoRotationAngle(t)),this.enableDamping?(this._spherical.theta+=this._sphericalDelta.theta*this.dampingFactor,this._spherical.phi+=this._sphericalDelta.phi*this.dampingFactor):(this._spherical.theta+=this._sphericalDelta.theta,this._spherical.phi+=this._sphericalDelta.phi);let n=this.minAzimuthAngle,i=this.maxAzimuthAngle;isFinite(n)&&isFinite(i)&&(n<-Math.PI?n+=Ge:n>Math.PI&&(n-=Ge),i<-Math.PI?i+=Ge:i>Math.PI&&(i-=Ge),n<=i?this._spherical.theta=Math.max(n,Math.min(i,this._spherical.theta)):this._spherical.theta=this._spherical.theta>(n+i)/2?Math.max(n,this._spherical.theta):Math.min(i,this._spherical.theta)),this._spherical.phi=Math.max(this.minPolarAngle,Math.min(this.maxPolarAngle,this._spherical.phi)),this._spherical.makeSafe(),this.enableDamping===!0?this.target.addScaledVector(this._panOffset,this.dampingFactor):this.target.add(this._panOffset),this.target.sub(this.cursor),this.target.clampLength(this.minTargetRadius,this.maxTargetRadius),this.target.add(this.cursor);let r=!1;if(this.zoomToCursor&&this._performCursorZoom||this.object.isOrthographicCamera)this._spherical.radius=this._clampDistance(this._spherical.radius);else{let o=this._spherical.radius;this._spherical.radius=this._clampDistance(this._spherical.radius*this._scale),r=o!=this._spherical.radius}if(ve.setFromSpherical(this._spherical),ve.applyQuaternion(this._quatInverse),e.copy(this.target).add(ve),this.object.lookAt(this.target),this.enableDamping===!0?(this._sphericalDelta.theta*=1-this.dampingFactor,this._sphericalDelta.phi*=1-this.dampingFactor,this._panOffset.multiplyScalar(1-this.dampingFactor)):(this._sphericalDelta.set(0,0,0),this._panOffset.set(0,0,0)),this.zoomToCursor&&this._performCursorZoom){let o=null;if(this.object.isPerspectiveCamera){let a=ve.length();o=this._clampDistance(a*this._scale);let l=a-o;this.object.position.addScaledVector(this._dollyDirection,l),this.object.updateMatrixWorld(),r=!!l}else if(this.object.isOrthographicCamera){let a=new D(this._mouse.x,this._mouse.y,0);a.unproject(this.object);let l=this.object.zoom;this.object.zoom=Math.max(this.minZoom,Math.min(this.maxZoom,this.object.zoom/this._scale)),this.object.updateProjectionMatrix(),r=l!==this.object.zoom;let c=new D(this._mouse.x,this._mouse.y,0);c.unproject(this.object),this.object.position.sub(c).add(a),this.object.updateMatrixWorld(),o=ve.length()}else console.warn("WARNING: OrbitControls.js encountered an unknown camera type - zoom to cursor disabled."),this.zoomToCursor=!1;o!==null&&(this.screenSpacePanning?this.target.set(0,0,-1).transformDirection(this.object.matrix).multiplyScalar(o).add(this.object.position):(ia.origin.copy(this.object.position),ia.direction.set(0,0,-1).transformDirection(this.object.matrix),Math.abs(this.object.up.dot(ia.direction))<yb?this.object.lookAt(this.target):(rf.setFromNormalAndCoplanarPoint(this.object.up,this.target),ia.intersectPlane(rf,this.target))))}else if(this.object.isOrthographicCamera){let o=this.object.zoom;this.object.zoom=Math.max(this.minZoom,Math.min(this.maxZoom,this.object.zoom/this._scale)),o!==this.object.zoom&&(this.object.updateProjectionMatrix(),r=!0)}return this._scale=1,this._performCursorZoom=!1,r||this._lastPosition.distanceToSquared(this.object.position)>ch||8*(1-this._lastQuaternion.dot(this.object.quaternion))>ch||this._lastTargetPosition.distanceToSquared(this.target)>ch?(this.dispatchEvent(sf),this._lastPosition.copy(this.object.position),this._lastQuaternion.copy(this.object.quaternion),this._lastTargetPosition.copy(this.target),!0):!1}_getAutoRotationAngle(t){return t!==null?Ge/60*this.autoRotateSpeed*t:Ge/60/60*this.autoRotateSpeed}_getZoomScale(t){let e=Math.abs(t*.01);return Math.pow(.95,this.zoomSpeed*e)}_rotateLeft(t){this._sphericalDelta.theta-=t}_rotateUp(t){this._sphericalDelta.phi-=t}_panLeft(t,e){ve.setFromMatrixColumn(e,0),ve.multiplyScalar(-t),this._panOffset.add(ve)}_panUp(t,e){this.screenSpacePanning===!0?ve.setFromMatrixColumn(e,1):(ve.setFromMatrixColumn(e,0),ve.crossVectors(this.object.up,ve)),ve.multiplyScalar(t),this._panOffset.add(ve)}_pan(t,e){let n=this.domElement;if(this.object.isPerspectiveCamera){let i=this.object.position;ve.copy(i).sub(this.target);let r=ve.length();r*=Math.tan(this.object.fov/2*Math.PI/180),this._panLeft(2*t*r/n.clientHeight,this.object.matrix),this._panUp(2*e*r/n.clientHeight,this.object.matrix)}else this.object.isOrthographicCamera?(this._panLeft(t*(this.object.right-this.object.left)/this.object.zoom/n.clientWidth,this.object.matrix),this._panUp(e*(this.object.top-this.object.bottom)/this.object.zoom/n.clientHeight,this.object.matrix)):(console.warn("WARNING: OrbitControls.js encountered an unknown camera type - pan disabled."),this.enablePan=!1)}_dollyOut(t){this.object.isPerspectiveCamera||this.object.isOrthographicCamera?this._scale/=t:(console.warn("WARNING: OrbitControls.js encountered an unknown camera type - dolly/zoom disabled."),this.enableZoom=!1)}_dollyIn(t){this.object.isPerspectiveCamera||this.object.isOrthographicCamera?this._scale*=t:(console.warn("WARNING: OrbitControls.js encountered an unknown camera type - dolly/zoom disabled."),this.enableZoom=!1)}_updateZoomParameters(t,e){if(!this.zoomToCursor)return;this._performCursorZoom=!0;let n=this.domElement.getBoundingClientRect(),i=t-n.left,r=e-n.top,o=n.width,a=n.height;this._mouse.x=i/o*2-1,this._mouse.y=-(r/a)*2+1,this._dollyDirection.set(this._mouse.x,this._mouse.y,1).unproject(this.object).sub(this.object.position).normalize()}_clampDistance(t){return Math.max(this.minDistance,Math.min(this.maxDistance,t))}_handleMouseDownRotate(t){this._rotateStart.set(t.clientX,t.clientY)}_handleMouseDownDolly(t){this._updateZoomParameters(t.clientX,t.clientX),this._dollyStart.set(t.clientX,t.clientY)}_handleMouseDownPan(t){this._panStart.set(t.clientX,t.clientY)}_handleMouseMoveRotate(t){this._rotateEnd.set(t.clientX,t.clientY),this._rotateDelta.subVectors(this._rotateEnd,this._rotateStart).multiplyScalar(this.rotateSpeed);let e=this.domElement;this._rotateLeft(Ge*this._rotateDelta.x/e.clientHeight),this._rotateUp(Ge*this._rotateDelta.y/e.clientHeight),this._rotateStart.copy(this._rotateEnd),this.update()}_handleMouseMoveDolly(t){this._dollyEnd.set(t.clientX,t.clientY),this._dollyDelta.subVectors(this._dollyEnd,this._dollyStart),this._dollyDelta.y>0?this._dollyOut(this._getZoomScale(this._dollyDelta.y)):this._dollyDelta.y<0&&this._dollyIn(this._getZoomScale(this._dollyDelta.y)),this._dollyStart.copy(this._dollyEnd),this.update()}_handleMouseMovePan(t){this._panEnd.set(t.clientX,t.clientY),this._panDelta.subVectors(this._panEnd,this._panStart).multiplyScalar(this.panSpeed),this._pan(this._panDelta.x,this._panDelta.y),this._panStart.copy(this._panEnd),this.update()}_handleMouseWheel(t){this._updateZoomParameters(t.clientX,t.clientY),t.deltaY<0?this._dollyIn(this._getZoomScale(t.deltaY)):t.deltaY>0&&this._dollyOut(this._getZoomScale(t.deltaY)),this.update()}_handleKeyDown(t){let e=!1;switch(t.code){case this.keys.UP:t.ctrlKey||t.metaKey||t.shiftKey?this._rotateUp(Ge*this.rotateSpeed/this.domElement.clientHeight):this._pan(0,this.keyPanSpeed),e=!0;break;case this.keys.BOTTOM:t.ctrlKey||t.metaKey||t.shiftKey?this._rotateUp(-Ge*this.rotateSpeed/this.domElement.clientHeight):this._pan(0,-this.keyPanSpeed),e=!0;break;case this.keys.LEFT:t.ctrlKey||t.metaKey||t.shiftKey?this._rotateLeft(Ge*this.rotateSpeed/this.domElement.clientHeight):this._pan(this.keyPanSpeed,0),e=!0;break;case this.keys.RIGHT:t.ctrlKey||t.metaKey||t.shiftKey?this._rotateLeft(-Ge*this.rotateSpeed/this.domElement.clientHeight):this._pan(-this.keyPanSpeed,0),e=!0;break}e&&(t.preventDefault(),this.update())}_handleTouchStartRotate(t){if(this._pointers.length===1)this._rotateStart.set(t.pageX,t.pageY);else{let e=this._getSecondPointerPosition(t),n=.5*(t.pageX+e.x),i=.5*(t.pageY+e.y);this._rotateStart.set(n,i)}}_handleTouchStartPan(t){if(this._pointers.length===1)this._panStart.set(t.pageX,t.pageY);else{let e=this._getSecondPointerPosition(t),n=.5*(t.pageX+e.x),i=.5*(t.pageY+e.y);this._panStart.set(n,i)}}_handleTouchStartDolly(t){let e=this._getSecondPointerPosition(t),n=t.pageX-e.x,i=t.pageY-e.y,r=Math.sqrt(n*n+i*i);this._dollyStart.set(0,r)}_handleTouchStartDollyPan(t){this.enableZoom&&this._handleTouchStartDolly(t),this.enablePan&&this._handleTouchStartPan(t)}_handleTouchStartDollyRotate(t){this.enableZoom&&this._handleTouchStartDolly(t),this.enableRotate&&this._handleTouchStartRotate(t)}_handleTouchMoveRotate(t){if(this._pointers.length==1)this._rotateEnd.set(t.pageX,t.pageY);else{let n=this._getSecondPointerPosition(t),i=.5*(t.pageX+n.x),r=.5*(t.pageY+n.y);this._rotateEnd.set(i,r)}this._rotateDelta.subVectors(this._rotateEnd,this._rotateStart).multiplyScalar(this.rotateSpeed);let e=this.domElement;this._rotateLeft(Ge*this._rotateDelta.x/e.clientHeight),this._rotateUp(Ge*this._rotateDelta.y/e.clientHeight),this._rotateStart.copy(this._rotateEnd)}_handleTouchMovePan(t){if(this._pointers.length===1)this._panEnd.set(t.pageX,t.pageY);else{let e=this._getSecondPointerPosition(t),n=.5*(t.pageX+e.x),i=.5*(t.pageY+e.y);this._panEnd.set(n,i)}this._panDelta.subVectors(this._panEnd,this._panStart).multiplyScalar(this.panSpeed),this._pan(this._panDelta.x,this._panDelta.y),this._panStart.copy(this._panEnd)}_handleTouchMoveDolly(t){let e=this._getSecondPointerPosition(t),n=t.pageX-e.x,i=t.pageY-e.y,r=Math.sqrt(n*n+i*i);this._dollyEnd.set(0,r),this._dollyDelta.set(0,Math.pow(this._dollyEnd.y/this._dollyStart.y,this.zoomSpeed)),this._dollyOut(this._dollyDelta.y),this._dollyStart.copy(this._dollyEnd);let o=(t.pageX+e.x)*.5,a=(t.pageY+e.y)*.5;this._updateZoomParameters(o,a)}_handleTouchMoveDollyPan(t){this.enableZoom&&this._handleTouchMoveDolly(t),this.enablePan&&this._handleTouchMovePan(t)}_handleTouchMoveDollyRotate(t){this.enableZoom&&this._handleTouchMoveDolly(t),this.enableRotate&&this._handleTouchMoveRotate(t)}_addPointer(t){this._pointers.push(t.pointerId)}_removePointer(t){delete this._pointerPositions[t.pointerId];for(let e=0;e<this._pointers.length;e++)if(this._pointers[e]==t.pointerId){this._pointers.splice(e,1);return}}_isTrackingPointer(t){for(let e=0;e<this._pointers.length;e++)if(this._pointers[e]==t.pointerId)return!0;return!1}_trackPointer(t){let e=this._pointerPositions[t.pointerId];e===void 0&&(e=new Tt,this._pointerPositions[t.pointerId]=e),e.set(t.pageX,t.pageY)}_getSecondPointerPosition(t){let e=t.pointerId===this._pointers[0]?this._pointers[1]:this._pointers[0];return this._pointerPositions[e]}_customWheelEvent(t){let e=t.deltaMode,n={clientX:t.clientX,clientY:t.clientY,deltaY:t.deltaY};switch(e){case 1:n.deltaY*=16;break;case 2:n.deltaY*=100;break}return t.ctrlKey&&!this._controlActive&&(n.deltaY*=10),n}};function vb(s){this.enabled!==!1&&(this._pointers.length===0&&(this.domElement.setPointerCapture(s.pointerId),this.domElement.addEventListener("pointermove",this._onPointerMove),this.domElement.addEventListener("pointerup",this._onPointerUp)),!this._isTrackingPointer(s)&&(this._addPointer(s),s.pointerType==="touch"?this._onTouchStart(s):this._onMouseDown(s)))}function bb(s){this.enabled!==!1&&(s.pointerType==="touch"?this._onTouchMove(s):this._onMouseMove(s))}function _b(s){switch(this._removePointer(s),this._pointers.length){case 0:this.domElement.releasePointerCapture(s.pointerId),this.domElement.removeEventListener("pointermove",this._onPointerMove),this.domElement.removeEventListener("pointerup",this._onPointerUp),this.dispatchEvent(of),this.state=te.NONE;break;case 1:let t=this._pointers[0],e=this._pointerPositions[t];this._onTouchStart({pointerId:t,pageX:e.x,pageY:e.y});break}}function Mb(s){let t;switch(s.button){case 0:t=this.mouseButtons.LEFT;break;case 1:t=this.mouseButtons.MIDDLE;break;case 2:t=this.mouseButtons.RIGHT;break;default:t=-1}switch(t){case ji.DOLLY:if(this.enableZoom===!1)return;this._handleMouseDownDolly(s),this.state=te.DOLLY;break;case ji.ROTATE:if(s.ctrlKey||s.metaKey||s.shiftKey){if(this.enablePan===!1)return;this._handleMouseDownPan(s),this.state=te.PAN}else{if(this.enableRotate===!1)return;this._handleMouseDownRotate(s),this.state=te.ROTATE}break;case ji.PAN:if(s.ctrlKey||s.metaKey||s.shiftKey){if(this.enableRotate===!1)return;this._handleMouseDownRotate(s),this.state=te.ROTATE}else{if(this.enablePan===!1)return;this._handleMouseDownPan(s),this.state=te.PAN}break;default:this.state=te.NONE}this.state!==te.NONE&&this.dispatchEvent(hh)}function wb(s){switch(this.state){case te.ROTATE:if(this.enableRotate===!1)return;this._handleMouseMoveRotate(s);break;case te.DOLLY:if(this.enableZoom===!1)return;this._handleMouseMoveDolly(s);break;case te.PAN:if(this.enablePan===!1)return;this._handleMouseMovePan(s);break}}function Sb(s){this.enabled===!1||this.enableZoom===!1||this.state!==te.NONE||(s.preventDefault(),this.dispatchEvent(hh),this._handleMouseWheel(this._customWheelEvent(s)),this.dispatchEvent(of))}function Ab(s){this.enabled===!1||this.enablePan===!1||this._handleKeyDown(s)}function Eb(s){switch(this._trackPointer(s),this._pointers.length){case 1:switch(this.touches.ONE){case Ki.ROTATE:if(this.enableRotate===!1)return;this._handleTouchStartRotate(s),this.state=te.TOUCH_ROTATE;break;case Ki.PAN:if(this.enablePan===!1)return;this._handleTouchStartPan(s),this.state=te.TOUCH_PAN;break;default:this.state=te.NONE}break;case 2:switch(this.touches.TWO){case Ki.DOLLY_PAN:if(this.enableZoom===!1&&this.enablePan===!1)return;this._handleTouchStartDollyPan(s),this.state=te.TOUCH_DOLLY_PAN;break;case Ki.DOLLY_ROTATE:if(this.enableZoom===!1&&this.enableRotate===!1)return;this._handleTouchStartDollyRotate(s),this.state=te.TOUCH_DOLLY_ROTATE;break;default:this.state=te.NONE}break;default:this.state=te.NONE}this.state!==te.NONE&&this.dispatchEvent(hh)}function Tb(s){switch(this._trackPointer(s),this.state){case te.TOUCH_ROTATE:if(this.enableRotate===!1)return;this._handleTouchMoveRotate(s),this.update();break;case te.TOUCH_PAN:if(this.enablePan===!1)return;this._handleTouchMovePan(s),this.update();break;case te.TOUCH_DOLLY_PAN:if(this.enableZoom===!1&&this.enablePan===!1)return;this._handleTouchMoveDollyPan(s),this.update();break;case te.TOUCH_DOLLY_ROTATE:if(this.enableZoom===!1&&this.enableRotate===!1)return;this._handleTouchMoveDollyRotate(s),this.update();break;default:this.state=te.NONE}}function Cb(s){this.enabled!==!1&&s.preventDefault()}function Rb(s){s.key==="Control"&&(this._controlActive=!0,this.domElement.getRootNode().addEventListener("keyup",this._interceptControlUp,{passive:!0,capture:!0}))}function Pb(s){s.key==="Control"&&(this._controlActive=!1,this.domElement.getRootNode().removeEventListener("keyup",this._interceptControlUp,{passive:!0,capture:!0}))}var uh=13,dh=4,Ib=8;function Bs(){try{return document.createElement("canvas").getContext("webgl2")!==null}catch{return!1}}var Ai=class{constructor(t,e){this.context=t;this.element.className="plot space",this.renderer=new Bo({antialias:!0,alpha:!0});let{domElement:n}=this.renderer;this.readout.className="readout";for(let c of[this.behind,n,this.front])c.setAttribute("aria-hidden","true"),this.element.append(c);this.element.append(this.readout),this.element.tabIndex=0,this.element.setAttribute("role","group"),this.element.setAttribute("aria-label","View in space: arrow keys turn it, plus and minus zoom"),this.front.style.pointerEvents="none";let i=new Xo(16777215,1.5);i.position.set(-2,3.5,1.5),this.scene.add(new qo(16777215,2.35),i,this.content);let[r,o]=e.map(c=>c*Math.PI/180),a=6.1;this.first=new D(a*Math.cos(r)*Math.cos(o),a*Math.sin(r),-a*Math.cos(r)*Math.sin(o)),this.camera.position.copy(this.first),this.controls=new sa(this.camera,n),this.controls.enablePan=!1,this.controls.minDistance=2,this.controls.maxDistance=14,this.controls.maxPolarAngle=Math.PI*.52,n.style.touchAction="pan-y";let l=new D;n.addEventListener("pointerdown",()=>l.copy(this.camera.position)),n.addEventListener("pointercancel",()=>{this.camera.position.copy(l),this.controls.update()}),this.controls.addEventListener("change",()=>this.later()),this.element.addEventListener("keydown",c=>this.key(c)),n.addEventListener("pointermove",c=>{if(c.buttons)return;let h=this.element.getBoundingClientRect();this.readout.textContent=this.hover(c.clientX-h.left,c.clientY-h.top)}),n.addEventListener("pointerleave",()=>{this.readout.textContent=""})}context;element=document.createElement("div");content=new vi;raycaster=new Zo;scene=new zo;camera=new Ie(30,1,.1,50);first;renderer;controls;behind=document.createElement("canvas");front=document.createElement("canvas");readout=document.createElement("output");width=0;tall=0;reserve=0;pending=0;built=!1;stale=!0;sides=[1,1,.62];ax;ay;az;hover(t,e){return""}note(){return""}height(t){return Math.max(270,Math.min(560,t*.86))+this.reserve}get theme(){return this.context.theme()}get model(){return this.context.model}key(t){if(t.target!==this.element)return;let n={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]}[t.key],i=t.key==="+"||t.key==="="?.9:t.key==="-"?1/.9:0;if(!n&&!i)return;t.preventDefault(),t.stopPropagation();let{position:r}=this.camera,o=Math.max(2,Math.min(14,r.length()*(i||1))),a=Math.acos(r.y/r.length()),l=Math.atan2(r.x,r.z);n&&(l+=n[0]*.1,a=Math.max(.05,Math.min(Math.PI*.52,a+n[1]*.08))),r.setFromSphericalCoords(o,a,l),this.controls.update(),this.later()}resize(t,e){let n=e-this.reserve;if(t===this.width&&n===this.tall)return;this.width=t,this.tall=n;let i=Math.min(2,window.devicePixelRatio||1);this.renderer.setPixelRatio(i),this.renderer.setSize(t,n),this.camera.aspect=t/n;for(let r of[this.behind,this.front])r.width=t*i,r.height=n*i,r.style.width=`${t}px`,r.style.height=`${n}px`,r.getContext("2d")?.setTransform(i,0,0,i,0,0);this.redraw()}redraw(){this.stale=!0,this.width&&(this.scales(),this.build(),this.built=!0,this.stale=!1,this.step())}scales(){let[t,e,n]=this.axes3(),[i,r,o]=this.sides;this.ax=Bn(t.limits,[-i,i],t.log),this.ay=Bn(e.limits,[r,-r],e.log),this.az=Bn(n.limits,[-o,o],n.log)}reach(t){let[e,n,i]=this.sides,r=new D,o=new Ie;o.position.copy(t).setLength(this.first.length()),o.lookAt(0,0,0),o.updateMatrixWorld();let[a,l,c,h]=[1/0,-1/0,1/0,-1/0];for(let u=0;u<8;u++){let[d,f,p]=[u&1,u&2,u&4].map(g=>g?1:-1);r.set(d*e,p*i,f*n).applyMatrix4(o.matrixWorldInverse);let[x,m]=[-r.x/r.z,-r.y/r.z];[a,l]=[Math.min(a,x),Math.max(l,x)],[c,h]=[Math.min(c,m),Math.max(h,m)]}return[a,l,c,h]}fit(){let[t,e,n,i]=[Wr(Ce(this.axes3()[2],dh))+14,30,22,28],[r,o]=[this.width-t-e,this.tall-n-i],a=([x,m,g,M])=>Math.max(1,Math.min(r/(m-x),o/(M-g))),l=this.reach(this.first),c=this.reach(this.camera.position),h=Math.min(a(l),a(c));this.camera.fov=2*Math.atan(this.tall/2/h)*180/Math.PI;let u=(t-e-h*(l[0]+l[1]))/2,d=(n-i+h*(l[2]+l[3]))/2,[f,p]=[this.width/2,this.tall/2];this.camera.setViewOffset(this.width,this.tall,-Kt(u,[t-f-h*c[0],f-e-h*c[1]]),-Kt(d,[n-p+h*c[3],p-i+h*c[2]]),this.width,this.tall)}step(){!this.built||this.stale||(this.update(),this.later())}later(){this.pending||(this.pending=requestAnimationFrame(()=>{this.pending=0,this.render()}))}render(){this.width&&(this.fit(),this.camera.updateMatrixWorld(),this.renderer.render(this.scene,this.camera),this.pens(this.behind,t=>this.walls(t)),this.pens(this.front,t=>{let e=new Tn({x:0,y:0,width:this.width,height:this.tall});this.ticks(t,e),this.marks(t,e)}))}pens(t,e){let n=t.getContext("2d");n&&(n.clearRect(0,0,this.width,this.tall),e(new Ri(n)))}spot=new D;discard(t){this.content.remove(t);let{geometry:e,material:n}=t;e?.dispose(),n?.dispose()}clear(){for(let t of[...this.content.children])this.discard(t)}project(t,e,n){return this.spot.set(t,n,e).project(this.camera),[(this.spot.x+1)/2*this.width,(1-this.spot.y)/2*this.tall]}aim(t,e){return this.raycaster.setFromCamera(new Tt(t/this.width*2-1,1-e/this.tall*2),this.camera),this.raycaster}get far(){let{position:t}=this.camera;return[t.x>0?-1:1,t.z>0?-1:1]}segment(t,e,n,i,r=1,o=1){let[a,l]=[this.project(...e),this.project(...n)];t.line([a[0],l[0]],[a[1],l[1]],2,{colour:i,width:r,alpha:o})}walls(t){let[e,n,i]=this.sides,[r,o]=this.far,{theme:a}=this,[l,c,h]=this.axes3(),[u,d]=[r*e,o*n],f=(p,x)=>this.segment(t,p,x,a.faint,1,.8);for(let{value:p}of Ce(l,5))f([this.ax(p),-n,-i],[this.ax(p),n,-i]),f([this.ax(p),d,-i],[this.ax(p),d,i]);for(let{value:p}of Ce(c,5))f([-e,this.ay(p),-i],[e,this.ay(p),-i]),f([u,this.ay(p),-i],[u,this.ay(p),i]);for(let{value:p}of Ce(h,dh))f([u,-n,this.az(p)],[u,n,this.az(p)]),f([-e,d,this.az(p)],[e,d,this.az(p)]);for(let[p,x]of[[[-e,-n,-i],[e,-n,-i]],[[-e,n,-i],[e,n,-i]],[[-e,-n,-i],[-e,n,-i]],[[e,-n,-i],[e,n,-i]],[[u,-n,i],[u,n,i]],[[-e,d,i],[e,d,i]],[[u,d,-i],[u,d,i]]])this.segment(t,p,x,a.faint)}ticks(t,e){let[n,i,r]=this.sides,[o,a]=this.far,{theme:l}=this,[c,h,u]=this.axes3(),d=(b,C,E)=>{let T=e.moved(b);!E&&!e.free(T)||(e.keep(T),t.text(T.x+T.width/2,T.y+T.height/2,C,{colour:E?l.ink:l.quiet,size:E?uh:Ii,align:"center",halo:l.paper}))},f=this.project(0,0,-r),p=(b,C,E,T=!1)=>{let[I,w]=this.project(...b),[y,P]=[I-f[0],w-f[1]],G=Math.hypot(y,P)||1,k=fe(C,T?uh:Ii),$=E+(T?Math.abs(y/G)*Math.max(0,k/2-12):0),[X,H]=[I+y/G*$,w+P/G*$];d($e(X,H,k,T?14:12),C,T)},x=[[o*n,-a*i],[-o*n,a*i]],[m,g]=x.sort((b,C)=>this.project(...b,0)[0]-this.project(...C,0)[0])[0];this.segment(t,[m,g,-r],[m,g,r],l.quiet,1,.6);let[M,S]=this.project(m,g,r);d($e(M,S-14,fe(u.label,uh),14),u.label,!0),p([0,-a*i,-r],c.label,38,!0),p([-o*n,0,-r],h.label,38,!0);for(let{value:b,text:C}of Ce(u,dh)){let[E,T]=this.project(m,g,this.az(b)),I=fe(C,Ii);d({x:E-Ib-I,y:T-6,width:I,height:12},C,!1)}for(let{value:b,text:C}of Ce(c,5))p([this.ax(b),-a*i,-r],C,15);for(let{value:b,text:C}of Ce(h,5))p([-o*n,this.ay(b),-r],C,15)}png(){this.render();let t=document.createElement("canvas");t.width=this.front.width,t.height=this.front.height;let e=t.getContext("2d");if(!e)return Promise.reject(new Error("this browser gives no canvas"));e.fillStyle=this.theme.paper,e.fillRect(0,0,t.width,t.height);for(let n of[this.behind,this.renderer.domElement,this.front])e.drawImage(n,0,0,t.width,t.height);return il(t)}close(){this.controls.dispose(),this.renderer.dispose(),this.renderer.forceContextLoss()}};function af(s){let{sheet:t}=s;return R("div",{class:"sheet-table",tabindex:0,role:"region","aria-label":"First rows"},R("table",{},R("thead",{},R("tr",{},...t.names.map(e=>R("th",{scope:"col"},e)))),R("tbody",{},...t.cells.map(e=>R("tr",{},...e.map(n=>R("td",{},n)))))),t.rows>t.cells.length?R("p",{class:"quiet"},`${t.cells.length} of ${t.rows} rows`):null)}function lf(s){let t=s.axes.map(e=>`${e.label} from ${At(e.limits[0])} to ${At(e.limits[1])}`);return`${s.sheet.rows} rows of data as points over ${t.join(" and ")}. ${s.notes.join(". ")}`}var fh=188,ra=class extends ue{constructor(e,n){super(e);this.about=n;this.reserve=fh,this.element.append(af(n))}about;height(e){return super.height(e)+fh}layout(){this.box=this.room(14,10,50,this.about.axes[1]),this.scales(this.about.axes[0],this.about.axes[1])}base(e){let{about:n,theme:i}=this;this.axes(e,n.axes[0],n.axes[1]);let[r,o]=n.points,[a,l]=qr(i);for(let c=0;c<r.length;c++){let[h,u]=[this.x(r[c]),this.y(o[c])],d=(r.length>500?2:3.4)*Math.min(4,Math.sqrt(n.counts?.[c]??1));n.classes?.[c]?e.rect(h-d,u-d,2*d,2*d,{fill:l,stroke:i.paper,width:.8}):e.circle(h,u,d,{fill:n.classes?a:i.points,stroke:i.paper,width:.8,alpha:.85})}}top(){}note(){let{names:e}=this.about;return[e.length?`● ${e[0]}  ■ ${e[1]}`:"",...this.about.notes].filter(Boolean).join(" · ")}words(){return lf(this.about)}},ph=class extends Ai{constructor(e,n){super(e,[22,-60]);this.about=n;this.reserve=fh,this.element.append(af(n))}about;axes3(){let[e,n,i]=this.about.axes;return[e,n,i]}build(){}update(){}marks(e){let{about:n,theme:i}=this,[r,o,a]=n.points,l=Math.ceil(r.length/4e3);for(let c=0;c<r.length;c+=l){let h=this.project(this.ax(r[c]),this.ay(o[c]),-this.sides[2]),u=this.project(this.ax(r[c]),this.ay(o[c]),this.az(a[c]));r.length<=200&&e.line([h[0],u[0]],[h[1],u[1]],2,{colour:i.faint,width:1,alpha:.8}),e.circle(u[0],u[1],r.length>300?2:3.2,{fill:i.points,stroke:i.paper,width:.8})}}note(){return this.about.notes.join(" · ")}words(){return lf(this.about)}};function cf(s){let t=s.scene.about.data;if(!t)throw new Error("the data panel has no data");if(t.axes.length<3)return new ra(s,t);if(Bs())return new ph(s,t);let e={...t,axes:[t.axes[0],t.axes[2]],points:[t.points[0],t.points[2]]};return new ra(s,{...e,notes:[...t.notes,"one input of two: this browser has no WebGL"]})}var oa=class extends ue{about;machine;places=new Map;radius=20;constructor(t){super(t);let{about:e}=t.scene;if(!e.diagram)throw new Error("the diagram panel has no model");this.about=e.diagram;let{weights:n}=this.about;this.machine=new ke(n,n.inputs.map(()=>({rows:1,columns:1})))}height(t){let e=Math.max(...this.about.layers.map(n=>n.length));return Math.max(240,Math.min(560,Math.max(t*.5,58*e+40)))}layout(){let{layers:t}=this.about,e=.5*this.width-.5*Math.min(this.width-130,190*(t.length-1)),n=t.length>1?Math.min(this.width-130,190*(t.length-1))/(t.length-1):0,i=Math.max(...t.map(r=>r.length));this.radius=Math.max(8,Math.min(22,(this.tall-40)/i/2.7)),this.places.clear(),t.forEach((r,o)=>{let a=(this.tall-30)/r.length;r.forEach((l,c)=>{this.places.set(l.key,[e+o*n,15+a*(c+.5)])})})}get run(){let{model:t}=this;return t.focus}values(){let{run:t,model:e,machine:n,about:i}=this;if(t===void 0)return null;let r=He(e.paths[t],e.at(t));for(let o=0;o<r.length;o++)n.inputs[o].data[0]=r[o];return n.run(),Float64Array.from(i.order,o=>n.outputs[o].data[0])}base(){}top(t){let{about:e,theme:n,places:i,radius:r}=this,o=this.values(),a=o?.reduce((c,h)=>Math.max(c,Number.isFinite(h)?Math.abs(h):0),0)||1,l=e.edges.length<=24;e.edges.forEach((c,h)=>{let[u,d]=[i.get(c.from),i.get(c.to)];if(!u||!d)return;let f=o?o[h]:Number.NaN,p=Number.isFinite(f)?Math.abs(f)/a:0,x=f>=0;t.line([u[0],d[0]],[u[1],d[1]],2,{colour:n.palette[x?0:1],width:.8+4.6*p,alpha:.25+.65*p,dash:x?[]:[6,3]})}),e.layers.forEach((c,h)=>{for(let u of c){let d=i.get(u.key);if(!d)continue;t.circle(d[0],d[1],u.bias?r*.7:r,{fill:n.paper,stroke:u.bias?n.quiet:n.ink,width:1.6});let f=u.text.length<=4,p=h===e.layers.length-1;f&&t.text(d[0],d[1],u.text,{colour:n.ink,size:Math.min(14,r*.8),align:"center",italic:!u.bias});let x=f?u.label:u.text;if(x){let m=x.length>18?`${x.slice(0,17)}…`:x;p?t.text(d[0],d[1]+r+12,m,{colour:n.ink,size:12.5,align:"center"}):t.text(d[0],d[1]-r-8,m,{colour:n.ink,size:12,align:"center",halo:n.paper})}}}),l&&e.edges.forEach((c,h)=>{let[u,d]=[i.get(c.from),i.get(c.to)];if(!u||!d)return;let f=e.edges.length>6?.32:.45,p=o?c.name===Mt(o[h])?c.name:`${c.name} = ${Mt(o[h])}`:c.name,x=o&&Number.isFinite(o[h])?Math.abs(o[h])/a:0,m=Math.hypot(d[0]-u[0],d[1]-u[1])||1,g=9+2.3*x+2.6*p.length*Math.abs(d[1]-u[1])/m,[M,S]=[g*(d[1]-u[1])/m,-g*(d[0]-u[0])/m];t.text(u[0]+f*(d[0]-u[0])+M,u[1]+f*(d[1]-u[1])+S,p,{colour:n.ink,size:e.edges.length>12?10.5:12,align:"center",halo:n.paper})})}note(){let{run:t,model:e}=this,n=t!==void 0&&e.entries.length>1?` · ${e.entries[t].label}`:"";return this.about.equation+n}words(){let t=this.values(),e=this.about.edges.slice(0,12).map((n,i)=>`${n.name} = ${t?At(t[i]):"?"}`);return`Diagram of the model ${this.about.equation}. At step ${this.model.step}: ${e.join(", ")}.`}};var aa=61,la=class extends ue{constructor(e,n){super(e);this.about=n;let{fit:i,problem:r}=ci(e);this.xs=hi(n.x.limits,aa),this.ys=hi(n.y.limits,aa);let o=Xr(this.xs,this.ys);this.predictor=new en(i,r.params.length,o,aa*aa)}about;predictor;xs;ys;layout(){this.box=this.room(14,10,50,this.about.y),this.scales(this.about.x,this.about.y)}base(e){this.axes(e,this.about.x,this.about.y)}top(e){let{about:n,box:i,model:r,theme:o}=this;e.clip(i.x,i.y,i.width,i.height,()=>{for(let d of r.few){let f=this.predictor.at(He(r.paths[d],r.at(d)));if(!f.some(Number.isFinite))continue;let{look:p}=r.entries[d],x={xs:this.xs,ys:this.ys,loss:f,bad:new Uint8Array(0)},m=d===r.chosen||r.shown.length===1,g=m?[.1,.25,.5,.75,.9]:[.5];Cn(x,g).forEach((M,S)=>{let b=g[S]===.5,C=M.map(E=>E.map(([T,I])=>[this.x(T),this.y(I)]));m&&e.rings(C,{fill:this.colour(p),alpha:.06});for(let E of C)e.line(E.map(([T])=>T),E.map(([,T])=>T),E.length,{colour:this.colour(p),width:b?tn:.8,alpha:b?1:.55,dash:b?this.dash(p):[]})})}});let[a,l]=n.points,[c,h]=qr(o),u=a.length>500?2.2:3.6;for(let d=0;d<a.length;d++){let[f,p]=[this.x(a[d]),this.y(l[d])];n.second[d]?e.rect(f-u,p-u,2*u,2*u,{fill:h,stroke:o.paper,width:.8}):e.circle(f,p,u*1.1,{fill:c,stroke:o.paper,width:.8})}}note(){let{few:e,shown:n}=this.model;return[`● ${this.about.names[0]}  ■ ${this.about.names[1]}`,e.length<n.length?`lines of ${e.length} of ${n.length} runs`:"",...this.about.notes].filter(Boolean).join(" · ")}words(){let{about:e}=this;return`${e.y.label} against ${e.x.label}: points of the classes ${e.names.join(" and ")}, and the line on which each run's model gives both one half, at step ${this.model.step}. ${ui(this.context,At)}`}};var hf=80,ca=class extends ue{constructor(e,n){super(e);this.about=n;let{fit:i,problem:r}=ci(e);this.fit=i,this.grid=hi(n.x.limits,201),this.curve=new en(i,r.params.length,[this.grid],this.grid.length),this.rows=new en(i,r.params.length,[n.points[0]],n.points[0].length)}about;fit;grid;curve;rows;squares=!1;get few(){return this.about.points[0].length<=$r}layout(){this.box=this.room(14,10,50,this.about.y),this.scales(this.about.x,this.about.y)}base(e){let{about:n,theme:i}=this;this.axes(e,n.x,n.y);let[r,o]=n.points,a=r.length>2e3?1.6:r.length>200?2.4:3.4;for(let l=0;l<r.length;l++)e.circle(this.x(r[l]),this.y(o[l]),a,{fill:i.points,stroke:i.paper,width:.8,alpha:r.length>200?.6:.9})}top(e){let{about:n,box:i,model:r,theme:o}=this;e.clip(i.x,i.y,i.width,i.height,()=>{let{focus:a}=r;a!==void 0&&this.few&&!n.y.names.length&&this.residuals(e,a);let l=r.many,c=Float64Array.from(this.grid,h=>this.x(h));for(let h of r.shown){let{look:u}=r.entries[h],d=this.curve.at(He(r.paths[h],r.at(h))),f=Float64Array.from(d,x=>En(this.y(x))),p=l?1:tn+(h===r.chosen?.6:0);l||e.line(c,f,c.length,{colour:o.paper,width:p*2,alpha:.75}),e.line(c,f,c.length,{colour:this.colour(u),width:p,dash:this.dash(u,p)})}})}residuals(e,n){let{model:i}=this,[r,o]=this.about.points,a=this.rows.at(He(i.paths[n],i.at(n))),l=this.colour(i.entries[n].look),c=this.squares&&r.length<=hf;for(let h=0;h<r.length;h++){let[u,d,f]=[this.x(r[h]),this.y(o[h]),this.y(a[h])];if(!Number.isFinite(f))continue;let[p,x]=[Math.min(d,f),Math.abs(f-d)];c&&(e.rect(u,p,x,x,{fill:l,alpha:.13}),e.rect(u,p,x,x,{stroke:l,width:.8,alpha:.5})),e.line([u,u],[d,f],2,{colour:l,width:1,alpha:.7})}}note(){return[ui(this.context),...this.about.notes].filter(Boolean).join(" · ")}tools(){return!this.few||this.about.points[0].length>hf||!this.fit.squares?[]:[Hn("squares",this.squares,"Each residual as a square: the loss is their mean area",e=>{this.squares=e,this.step()})]}words(){let{about:e}=this;return`${e.y.label} against ${e.x.label}: ${e.points[0].length} points, and the model of each run at step ${this.model.step}. ${ui(this.context,At)}`}};var zs=21,ha=class extends Ai{constructor(e,n){super(e,[22,-60]);this.about=n;let{fit:i,problem:r}=ci(e);this.xs=hi(n.x.limits,zs),this.ys=hi(n.y.limits,zs);let o=r.params.length;this.predictor=new en(i,o,Xr(this.xs,this.ys),zs*zs),this.rows=new en(i,o,n.points.slice(0,2),n.points[0].length)}about;predictor;rows;xs;ys;mesh=null;net=null;residuals=null;axes3(){return[this.about.x,this.about.y,this.about.z]}build(){let{theme:e}=this,n=zs;this.clear();let i=this.model.focus,r=i===void 0?e.ink:un(e,this.model.entries[i].look),o=new we;o.setAttribute("position",new ge(new Float32Array(3*n*n),3));let a=[],l=[];for(let d=0;d<n;d++)for(let f=0;f<n;f++){let p=d*n+f;f+1<n&&d+1<n&&a.push(p,p+1,p+n,p+1,p+n+1,p+n),f+1<n&&d%2===0&&l.push(p,p+1),d+1<n&&f%2===0&&l.push(p,p+n)}o.setIndex(a),this.mesh=new Me(o,new Us({color:new Nt(r),side:Ye,transparent:!0,opacity:.35,depthWrite:!1}));let c=new we;c.setAttribute("position",o.getAttribute("position")),c.setIndex(l),this.net=new Xi(c,new Si({color:new Nt(r),transparent:!0,opacity:.55}));let h=this.about.points[0].length<=$r,u=new we;u.setAttribute("position",new ge(new Float32Array(h?6*this.about.points[0].length:0),3)),this.residuals=new Xi(u,new Si({color:new Nt(r),transparent:!0,opacity:.7})),this.content.add(this.mesh,this.net,this.residuals)}update(){let{mesh:e,residuals:n,about:i}=this,r=this.model.focus;if(r===void 0||!e||!n){this.content.visible=!1;return}this.content.visible=!0;let o=He(this.model.paths[r],this.model.at(r)),a=zs,l=d=>this.az(Kt(d,i.z.limits)),c=e.geometry.getAttribute("position"),h=this.predictor.at(o);for(let d=0,f=0;d<a;d++)for(let p=0;p<a;p++,f++)c.setXYZ(f,this.ax(this.xs[p]),l(h[f]),this.ay(this.ys[d]));c.needsUpdate=!0,e.geometry.computeVertexNormals();let u=n.geometry.getAttribute("position");if(u.count){let[d,f,p]=i.points,x=this.rows.at(o);for(let m=0;m<d.length;m++){let[g,M]=[this.ax(d[m]),this.ay(f[m])];u.setXYZ(2*m,g,l(p[m]),M),u.setXYZ(2*m+1,g,l(x[m]),M)}u.needsUpdate=!0}}marks(e){let[n,i,r]=this.about.points,{theme:o}=this,a=Math.ceil(n.length/3e3);for(let l=0;l<n.length;l+=a){let[c,h]=this.project(this.ax(n[l]),this.ay(i[l]),this.az(r[l]));e.circle(c,h,n.length>300?2:3.2,{fill:o.points,stroke:o.paper,width:.8})}}note(){return[ui(this.context),...this.about.notes].filter(Boolean).join(" · ")}words(){let{about:e}=this;return`${e.points[0].length} points of ${e.z.label} over ${e.x.label} and ${e.y.label}, and the model as a surface through them at step ${this.model.step}. ${ui(this.context,At)}`}};var vr=class extends ue{constructor(e,n){super(e);this.about=n;let{fit:i,problem:r}=ci(e);this.fit=i,this.predictor=new en(i,r.params.length,n.inputs,n.observed.length)}about;predictor;fit;layout(){this.box=this.room(14,10,50,this.about.y),this.scales(this.about.x,this.about.y)}base(e){let{about:n,theme:i}=this;if(this.axes(e,n.x,n.y),n.classes.length){let r=this.x(0);e.line([r,r],[this.box.y,this.box.y+this.box.height],2,{colour:i.ink,width:1,dash:[3,3]})}else{let[r,o]=n.x.limits;e.line([this.x(r),this.x(o)],[this.y(r),this.y(o)],2,{colour:i.ink,width:1,dash:[3,3]})}}top(e){let{about:n,box:i,model:r,theme:o}=this,a=r.focus;if(a===void 0)return;let l=this.predictor.at(He(r.paths[a],r.at(a))),c=this.colour(r.entries[a].look),h=10**-9;e.clip(i.x,i.y,i.width,i.height,()=>{for(let u=0;u<l.length;u++){if(!Number.isFinite(l[u]))continue;let[d,f]=[this.x(n.observed[u]),this.y(l[u])];if(n.classes.length){let p=Math.max(h,Math.min(1-h,l[u])),x=(u*.6180339887%1-.5)*.7;d=this.x(Math.log10(p)-Math.log10(1-p)),f=this.y(n.observed[u]+x)}e.circle(d,f,2.8,{fill:c,stroke:o.paper,width:.6,alpha:.75})}})}note(){let{model:e}=this,n=e.focus;return[n!==void 0&&e.entries.length>1?e.entries[n].label:"",this.right,...this.about.notes].filter(Boolean).join(" · ")}get right(){let{about:e,model:n}=this,i=n.focus;if(i===void 0)return"";let r=this.predictor.at(He(n.paths[i],n.at(i)));if(e.classes.length){let c=0;for(let h=0;h<r.length;h++)r[h]>.5==e.observed[h]>.5&&c++;return`${c} of ${r.length} rows right`}let o=e.observed.reduce((c,h)=>c+h,0)/r.length,[a,l]=[0,0];for(let c=0;c<r.length;c++)a+=(e.observed[c]-r[c])**2,l+=(e.observed[c]-o)**2;return l>0?`R² ${Mt(1-a/l)}`:""}words(){return`What the model predicts for each of ${this.about.observed.length} rows, against what was observed, at step ${this.model.step}: ${this.right}. The target is ${this.fit.target}.`}},ua=class extends vr{note(){return`predicted against observed: this browser has no WebGL · ${super.note()}`}};function uf(s){let t=s.scene.about.fit;if(!t)throw new Error("the fit panel has no data");if(t.kind==="line")return new ca(s,t);if(t.kind==="boundary")return new la(s,t);if(t.kind==="table")return new vr(s,t);if(Bs())return new ha(s,t);let{z:e}=t;return new ua(s,{kind:"table",notes:t.notes,x:{...e,label:`${e.label}, observed`},y:{...e,label:`${e.label}, predicted`},observed:t.points[2],inputs:t.points.slice(0,2),classes:[]})}var Hs=class extends ue{constructor(t){super(t),this.element.classList.add("scrubs"),this.element.addEventListener("pointerdown",e=>{if(e.button!==0)return;let n=this.element.getBoundingClientRect();if(e.clientX-n.left<this.box.x-12)return;e.preventDefault();let{model:r}=this;r.playing=!1,r.tell("playing");let o=a=>r.go(this.x.invert(a.clientX-n.left));cs(this.element,e,o,()=>{},!0)})}get steps(){let{steps:t}=this.model;return{label:"step",limits:[-.015*t,1.02*t],log:!1,names:[],whole:!0}}pixels(t,e,n){let i=t.length,r=[];if(i<=2400)for(let l=0;l<i;l++)r.push(l);else{let l=Math.ceil(i/1e3);for(let c=0;c<i;c+=l){let[h,u]=[c,c];for(let d=c;d<Math.min(i,c+l);d++)e(d)<e(h)&&(h=d),e(d)>e(u)&&(u=d);for(let d of[...new Set([c,Math.min(h,u),Math.max(h,u)])].sort((f,p)=>f-p))r.push(d)}r.push(i-1)}let o=Float64Array.from(r,l=>this.x(t[l])),a=Float64Array.from(r,l=>En(n(e(l))));return{xs:o,ys:a,at:Int32Array.from(r)}}upTo(t,e){let[n,i]=[0,t.length];for(;n<i;){let r=n+i>>1;t[r]<=e?n=r+1:i=r}return n}curve(t,e,n,i,r){this.walked(t,e,n,i,r,1.1)}now(t){let e=this.x(this.model.step),{box:n}=this;t.line([e,e],[n.y,n.y+n.height],2,{colour:this.theme.quiet,width:1,alpha:.7})}};var Vs=class extends Hs{constructor(e,n){super(e);this.axis=n;this.log=n.log}axis;log;layout(){this.box=this.room(14,10,50,this.axis),this.scales(this.steps,this.axis)}heightOf(e){let{box:n}=this;return this.axis.log&&e<=0?n.y+n.height+40:this.y(e)}tools(){return this.positive?[Hn("log",this.log,"Equal factors have equal heights",e=>{this.log=e,this.fit(),this.redraw()})]:[]}};var da=class extends Vs{curves=[];constructor(t){let{loss:e}=t.scene.about;if(!e)throw new Error("the loss panel has no axes");super(t,e.y),t.model.on("settled",()=>{this.fit(),this.redraw()})}get positive(){return this.model.paths.every(t=>t.loss.every(e=>!(e<0)))}fit(){let{model:t}=this,e=[],n=[],i=1/0;for(let o of t.shown){let a=t.paths[o],l=t.lossesOf(o),c=l[0];Number.isFinite(c)&&e.push(c);let h=l.reduce((f,p)=>Number.isNaN(p)?f:Math.min(f,p),1/0),u=c>h?c-h:.5*Math.abs(c),d=c+(a.divergedAt>=0?1:20)*u;for(let f of l)f<=d&&n.push(f),f>0&&f<i&&(i=f)}let r=Math.max(0,...e);if(this.log&&this.positive&&i<1/0){i=Math.max(i,1e-16*(r||1));let o=r;for(let c of t.shown)for(let h of t.lossesOf(c))h>o&&h<=1e8*Math.max(r,i)&&(o=h);let[a,l]=Be([Math.log10(i),Math.log10(Math.max(o,i*1.1))]);this.axis={...this.axis,log:!0,limits:[10**a,10**l]}}else this.axis={...this.axis,log:!1,limits:Be(n)}}base(t){let{box:e,model:n}=this;this.axes(t,this.steps,this.axis);let i=r=>this.heightOf(r);this.curves=n.shown.map(r=>{let{steps:o,loss:a}=n.paths[r];return{run:r,...this.pixels(o,l=>a[l],i)}}),t.clip(e.x,e.y,e.width,e.height,()=>{n.many||this.scatter(t,i);for(let{run:r,xs:o,ys:a}of this.curves)this.faint(t,n.entries[r].look,o,a)})}scatter(t,e){let{model:n}=this;for(let i of n.shown){let{batchLoss:r,steps:o}=n.paths[i];if(!r)continue;let a=Math.ceil(o.length/1200),l=this.colour(n.entries[i].look);for(let c=0;c<o.length;c+=a)Number.isFinite(r[c])&&t.circle(this.x(o[c]),e(r[c]),1.3,{fill:l,alpha:.35})}}top(t){let{box:e,model:n,theme:i}=this;t.clip(e.x,e.y-8,e.width+12,e.height+8,()=>{this.now(t);for(let{run:o,xs:a,ys:l,at:c}of this.curves)this.curve(t,n.entries[o].look,a,l,this.upTo(c,n.at(o)))});let r=0;for(let{run:o}of this.curves){let{look:a}=n.entries[o],l=n.paths[o],c=n.at(o),h=n.lossesOf(o)[c];if(Number.isNaN(h)&&!n.stopped(o))continue;let u=this.x(l.steps[c]),d=!(h<=this.axis.limits[1]),f=h<this.axis.limits[0]||this.axis.log&&h<=0,p=d?e.y:f?e.y+e.height:this.y(h);if(this.end(t,o,u,p,5,2.5),!n.stopped(o)||r>=4||n.many||this.context.small)continue;let x=d&&!(Number.isNaN(h)&&n.interpolated(o)),m=`${n.stop(o)} at step ${l.divergedAt}${x?`, loss ${Mt(h,2)}`:""}`,g=fe(m,11.5),M=u+g+14>e.x+e.width,S=Kt(M?u-10-g:u+10,[2,Math.max(2,this.width-g-2)]);t.text(S,Math.max(e.y+9,p)+15*r,m,{colour:this.colour(a),size:11.5,halo:i.paper}),r++}}note(){let t=this.model.shown.filter(e=>this.model.stopped(e)).length;return t&&this.model.many?`${t} of ${this.model.shown.length} diverged`:""}words(){let{model:t}=this,e=ze(t.shown,t.few,n=>`${t.entries[n].label} ${t.stopped(n)?`${this.model.stop(n)} with`:"has"} ${t.lossWords(n,At)}`);return`Curves of the loss against the step${this.axis.log?", on a log axis":""}. At step ${t.step}: ${e.join("; ")}.`}};var mh=6,df=12.5,Lb=1e-13;function ff(s){return{label:"",limits:s,log:!1,names:[],whole:!1}}function Db(s){return s.reduce((t,e)=>Number.isFinite(e)?Math.max(t,Math.abs(e)):t,0)}var fa=class extends Hs{strips=[];limits=[];scaled=!1;which=[];curves=[];constructor(t){super(t),this.fit(),t.model.on("settled",()=>{this.fit(),this.redraw()})}fit(){let{model:t}=this,{d:e}=t,n=Array.from({length:e},(a,l)=>{let c=[];for(let h of t.shown){let u=t.paths[h],d=u.loss[0]+(u.divergedAt>=0?1:8)*Math.abs(u.loss[0])+1e-300;for(let f=0;f<u.steps.length;f++){let p=u.theta[f*e+l];!(u.loss[f]>d)&&Number.isFinite(p)&&c.push(p)}}for(let h of this.goals)c.push(h[l]);return c}),i=n.map(Db),r=Lb*Math.max(...i),o=n.map((a,l)=>Be(i[l]>r?a:[0],.07));this.which=o.map((a,l)=>l),e>mh&&(this.which=this.which.sort((a,l)=>o[l][1]-o[l][0]-o[a][1]+o[a][0]).slice(0,4).sort((a,l)=>a-l)),this.limits=o}get goals(){let t=this.context.scene.about.parameters?.goals??[];return this.model.d<=mh?t:[]}height(t){return Math.min(560,Math.max(260,t*.42,90*this.which.length+60))}layout(){let t=this.which.length,e=12,n=(this.room(14).height-e*(t-1))/t,i=this.which.map(r=>er(Ce(ff(this.limits[r]),n/34)));this.box=this.room(14,10,Math.max(50,...i)),this.scales(this.steps,{label:"",limits:[0,1],log:!1,names:[],whole:!1}),this.strips=this.which.map((r,o)=>{let a=this.box.y+o*(n+e);return{param:r,limits:this.limits[r],top:a,height:n,y:Bn(this.limits[r],[a+n,a])}})}base(t){let{box:e,theme:n,model:i}=this,r=e.x+e.width,{symbols:o,labels:a}=this.context.scene.problem;this.scaled=a.some((l,c)=>l!==o[c]),this.curves=[],this.axes(t,this.steps,{label:"",limits:[0,1],log:!1,names:[[-9,""]],whole:!1},!1),this.strips.forEach((l,c)=>{for(let u of Ce(ff(l.limits),l.height/34)){let d=l.y(u.value);t.line([e.x,r],[d,d],2,{colour:n.faint,width:1,alpha:.75}),t.text(e.x-8,d,u.text,{colour:n.quiet,size:11.5,align:"right"})}for(let u of this.goals){let d=l.y(u[l.param]);d>=l.top&&d<=l.top+l.height&&t.line([e.x,r],[d,d],2,{colour:n.ink,width:1,dash:[2,3],alpha:.8})}let h=lu(o[l.param],df,l.height);t.text(13,l.top+l.height/2,h,{colour:n.ink,size:df,align:"center",turn:!0}),t.clip(e.x,l.top,e.width,l.height,()=>{for(let u of i.shown){let d=i.paths[u],f=this.pixels(d.steps,p=>d.theta[p*d.d+l.param],l.y);this.curves.push({run:u,strip:c,...f}),t.line(f.xs,f.ys,f.xs.length,{colour:this.colour(i.entries[u].look),width:1.2,alpha:.3})}})})}top(t){let{box:e,model:n}=this;this.now(t);for(let{run:i,strip:r,xs:o,ys:a,at:l}of this.curves){let c=this.strips[r],{look:h}=n.entries[i],u=this.upTo(l,n.at(i));t.clip(e.x,c.top,e.width,c.height,()=>this.curve(t,h,o,a,u));let[d,f]=[o[u-1],a[u-1]];f<c.top||f>c.top+c.height||this.end(t,i,d,f,4.5,2.5)}}note(){let{d:t}=this.model;return[t>mh?`the ${this.which.length} of ${t} that moved most`:"",this.scaled?"of standardised columns":""].filter(Boolean).join(" · ")}words(){let{model:t}=this,{params:e}=this.context.scene.problem,n=ze(t.shown,t.few,i=>{let r=t.paths[i],o=t.at(i),a=this.which.map(l=>`${e[l]} ${At(r.theta[o*r.d+l])}`);return`${t.entries[i].label} has ${a.join(", ")}`});return`Curves of the parameters against the step. At step ${t.step}: ${n.join("; ")}.`}};var pa=class extends ue{about;grid;handle;constructor(t){super(t);let{about:e,problem:n}=t.scene;if(!e.profile)throw new Error("the profile panel has no ground");this.about=e.profile,this.grid=wn(this.about.ground,t.model.computed);let[i]=this.about.ground.axes,[r,o]=this.about.x.limits;this.handle=t.model.live&&i>=0&&n.params.length===1?new ai(t,[i],{toPixel:a=>[this.x(a),this.y(this.lossAt(a))],toData:a=>[Kt(this.x.invert(a),this.about.x.limits),0],step:()=>[(o-r)/50,0]}):null,this.handle&&(this.element.append(this.handle.element),this.element.addEventListener("pointerdown",a=>{a.button!==0||a.target instanceof HTMLButtonElement||this.handle?.take(a,!0)}))}lossAt(t){let{xs:e,loss:n}=this.grid,i=(t-e[0])/(e[e.length-1]-e[0])*(e.length-1),r=Math.max(0,Math.min(e.length-2,Math.floor(i)));return Kt(n[r]+(i-r)*(n[r+1]-n[r]),this.about.y.limits)}layout(){this.box=this.room(14,10,50,this.about.y),this.scales(this.about.x,this.about.y),this.handle?.place()}base(t){let{about:e,box:n,theme:i,grid:r}=this;this.axes(t,e.x,e.y),t.clip(n.x,n.y,n.width,n.height,()=>{let o=n.width/r.xs.length;r.bad.forEach((c,h)=>{c&&t.rect(this.x(r.xs[h])-o/2,n.y,o+.5,n.height,{fill:i.faint,alpha:.6})});let a=Float64Array.from(r.xs,c=>this.x(c)),l=Float64Array.from(r.loss,c=>this.y(c));t.line(a,l,a.length,{colour:i.isoline,width:2})});for(let[o,a]of e.minima){let[l,c]=[this.x(o),this.y(a)];t.line([l-7,l+7],[c,c],2,{colour:i.ink,width:1.8}),t.line([l,l],[c-7,c+7],2,{colour:i.ink,width:1.8})}ss(t,i,this.named)}get named(){let[t]=this.about.y.limits;return(this.about.named??[]).map(({text:e,at:[n,i]})=>Number.isFinite(i)?{text:e,x:this.x(n),y:this.y(i)}:{text:`${e}: loss not finite`,x:this.x(n),y:this.y(t)})}top(t){this.about.ground.axes[0]>=0&&this.runs(t);let e=new Tn(this.box);e.spare(this.grid.xs.map(n=>this.x(n)),this.grid.loss.map(n=>this.y(n))),rs(t,this.theme,this.named,e)}runs(t){let{about:e,box:n,model:i}=this,[r]=e.ground.axes;t.clip(n.x-8,n.y-8,n.width+16,n.height+16,()=>{for(let o of i.shown){let a=i.paths[o],{look:l}=i.entries[o],c=i.at(o),h=new Float64Array(c+1),u=new Float64Array(c+1);for(let p=0;p<=c;p++)h[p]=En(this.x(a.theta[p*a.d+r])),u[p]=En(this.y(a.loss[p]));if(t.line(h,u,c+1,{colour:this.colour(l),width:tn*.7,dash:this.dash(l,tn),alpha:.85}),!i.many&&c<400)for(let p=0;p<=c;p++)t.circle(h[p],u[p],2.2,{fill:this.colour(l)});let d=Kt(h[c],[n.x,n.x+n.width]),f=Kt(u[c],[n.y,n.y+n.height]);this.end(t,o,d,f,6,6)}})}note(){let e=this.model.shown.filter(n=>{let i=this.model.paths[n],r=i.theta[this.model.at(n)*i.d+this.about.ground.axes[0]],[o,a]=this.about.x.limits;return r<o||r>a}).slice(0,2).map(n=>`${this.model.entries[n].name} outside the view, loss ${Mt(this.model.lossAt(n),2)}`);return[this.about.title,...this.about.notes??[],...e].filter(Boolean).join(" · ")}words(){let{about:t,model:e}=this,n=ze(e.shown,e.few,o=>{let a=e.paths[o],l=e.at(o);return`${e.entries[o].label} at ${At(a.theta[l*a.d+t.ground.axes[0]])}, loss ${At(a.loss[l])}`}),i=n.length?[`At step ${e.step}: ${n.join("; ")}.`]:[];return[`The loss along ${t.x.label} as a curve.`,...os(t.named),...i].join(" ")}};var Nb=Math.cbrt(Number.EPSILON),pf=64;function mf(s,t){let{d:e}=s,n=new Float64Array(t.length/e);for(let i=0;i<n.length;i+=pf){let r=Math.min(pf,n.length-i),o=2*e*r,a=new Float64Array(e*o),l=(u,d)=>Nb*Math.max(1,Math.abs(t[(i+u)*e+d]));for(let u=0;u<r;u++)for(let d=0;d<e;d++)for(let f=0;f<2;f++){let p=(u*e+d)*2+f;for(let x=0;x<e;x++)a[x*o+p]=t[(i+u)*e+x];a[d*o+p]+=(f?1:-1)*l(u,d)}let c=s.evaluator(o);c.evaluate(a);let{gradient:h}=c;for(let u=0;u<r;u++){let d=Array.from({length:e},(f,p)=>{let x=(u*e+p)*2,m=a[p*o+x+1]-a[p*o+x];return Float64Array.from({length:e},(g,M)=>(h[M*o+x+1]-h[M*o+x])/m)});n[i+u]=Ub(d)}}return n}function Ub(s){let t=s.length,e=Array.from({length:t},(i,r)=>Float64Array.from({length:t},(o,a)=>(s[r][a]+s[a][r])/2));if(!e.every(i=>i.every(Number.isFinite)))return Number.NaN;let n=Math.max(...e.map(i=>Math.max(...i.map(Math.abs))));for(let i=0;i<30;i++){let r=0;for(let o=0;o<t;o++)for(let a=o+1;a<t;a++){let l=e[o][a];if(r=Math.max(r,Math.abs(l)),l===0)continue;let c=(e[a][a]-e[o][o])/(2*l),h=(c<0?-1:1)/(Math.abs(c)+Math.hypot(1,c)),u=1/Math.hypot(1,h),d=h*u;for(let f=0;f<t;f++){let[p,x]=[e[f][o],e[f][a]];e[f][o]=u*p-d*x,e[f][a]=d*p+u*x}for(let f=0;f<t;f++){let[p,x]=[e[o][f],e[a][f]];e[o][f]=u*p-d*x,e[a][f]=d*p+u*x}}if(r<=1e-15*n)break}return Math.max(...e.map((i,r)=>i[r]))}function gf(s){let{name:t,hyper:e,schedule:n,rule:i}=s,{lr:r,momentum:o=0,weight_decay:a=0,dampening:l=0}=e;if(!["sgd","gradientdescent"].includes(t.toLowerCase())||n||!(r>0)||l)return null;let h=i?.switches.nesterov?r*(1+2*o):r;return(2+2*o)/h-a}var Fb=160,Ob=2e7,kb=12,Bb=4,zb=3,Hb=[1.5,4.5],ma=class extends Vs{curves=[];unknown=0;due=0;constructor(t){let{sharpness:e}=t.scene.about;if(!e)throw new Error("the sharpness panel has no axes");super(t,e.y),this.gather();let n=()=>{clearTimeout(this.due),this.due=window.setTimeout(()=>{this.gather(),this.fit(),this.redraw()},60)};t.model.on("runs",n),t.model.on("shown",n)}gather(){let{model:t}=this,e=this.context.scene.about.sharpness;e&&(this.unknown=0,this.curves=t.shown.flatMap(n=>{let i=t.entries[n];if(i.original&&i.recorded>=0){let o=e.steps.length,a=e.values.subarray(i.recorded*o,(i.recorded+1)*o),l=Array.from(a.keys()).filter(c=>Number.isFinite(a[c]));return[{run:n,steps:l.map(c=>e.steps[c]),values:l.map(c=>a[c]),limit:e.limits[i.recorded]}]}let r=this.computed(n);return r||this.unknown++,r?[r]:[]}))}computed(t){let{model:e}=this,n=e.computed,{d:i}=e;if(!n||i>kb)return null;let r=e.paths[t],o=r.divergedAt>=0?r.divergedAt:1/0,a=Array.from(r.steps.keys()).filter(p=>r.steps[p]<o),l=Ob/Math.max(1,n.cost*2*i*e.shown.length),c=Math.max(1,Math.ceil(a.length/Math.max(4,Math.min(Fb,l)))),h=a.filter((p,x)=>x%c===0||x===a.length-1),u=new Float64Array(h.length*i);h.forEach((p,x)=>{u.set(r.theta.subarray(p*i,(p+1)*i),x*i)});let d=mf(n,u),f=h.map((p,x)=>x).filter(p=>Number.isFinite(d[p]));return{run:t,steps:f.map(p=>r.steps[h[p]]),values:f.map(p=>d[p]),limit:gf(e.entries[t])}}get limits(){let t=new Map;for(let{run:e,limit:n}of this.curves)n!==null&&!t.has(n)&&t.set(n,this.model.entries[e].look);return t.size>8?[]:[...t].map(([e,n])=>({at:e,look:n}))}get positive(){return this.curves.every(({values:t})=>t.every(e=>e>0))}fit(){let t=this.curves.flatMap(a=>a.values),e=this.limits.map(({at:a})=>a);if(this.log&&this.positive&&t.length){let[a,l]=Be([...t,...e.filter(c=>c>0)].map(Math.log10),.08);this.axis={...this.axis,log:!0,limits:[10**a,10**l]};return}let n=Math.max(...t),i=Math.min(...t),r=Bb*Math.max(n-i,.25*Math.abs(n)),o=e.filter(a=>a>=i-r&&a<=n+r);this.axis={...this.axis,log:!1,limits:Be(t.length?[...t,...o]:e,.08)}}drawn(t){return this.pixels(t.steps,e=>t.values[e],e=>this.heightOf(e))}base(t){let{box:e,model:n,theme:i}=this;this.axes(t,this.steps,this.axis);let r=e.x+e.width,{limits:o}=this;t.clip(e.x,e.y,e.width,e.height,()=>{for(let{at:a,look:l}of o){if(this.axis.log&&a<=0)continue;let c=this.y(a);t.line([e.x,r],[c,c],2,{colour:o.length>1?this.colour(l):i.ink,width:1.4,dash:Hb})}for(let a of this.curves){let{xs:l,ys:c}=this.drawn(a);this.faint(t,n.entries[a.run].look,l,c)}})}told(t){let{box:e,limits:n,theme:i}=this;if(n.length>zb)return;let r=new Tn(e);for(let o of this.curves){let{xs:a,ys:l}=this.drawn(o);r.spare(a,l)}for(let{at:o}of n)r.spare([e.x,e.x+e.width],[this.y(o),this.y(o)]);for(let{at:o,look:a}of n){let l=this.y(o);if(!(l>=e.y&&l<=e.y+e.height))continue;let c=`stable up to ${Mt(o)}`,h=fe(c,11.5)+4,u=e.x+e.width-16,d=[];for(let p=u-h/2;p>=e.x+h/2;p-=h/2)for(let x of[l-9,l+10])d.push($e(p,x,h,14));let f=r.place(d);t.text(f.x+2,f.y+7,c,{colour:n.length>1?this.colour(a):i.ink,size:11.5,halo:i.paper})}}get limitWords(){let{entries:t}=this.model,e=this.curves.filter(({limit:i})=>i!==null).map(({run:i})=>t[i]);return e.length?e.some(({hyper:i,rule:r})=>i.weight_decay||r?.switches.nesterov)?"dotted: limit of stability":`dotted: limit of stability, ${e.some(({hyper:i})=>i.momentum)?"(2 + 2m)/lr":"2/lr"}`:""}top(t){let{box:e,model:n}=this;t.clip(e.x,e.y-8,e.width+12,e.height+8,()=>{this.now(t);for(let i of this.curves){let r=this.last(i);if(r<0)continue;let{xs:o,ys:a,at:l}=this.drawn(i);this.curve(t,n.entries[i.run].look,o,a,this.upTo(l,r))}});for(let i of this.curves){let r=this.last(i);if(r<0)continue;let o=Math.max(e.y,Math.min(e.y+e.height,this.y(i.values[r])));this.end(t,i.run,this.x(i.steps[r]),o,5,2.5)}this.told(t)}last(t){let e=t.steps.length-1;for(;e>=0&&t.steps[e]>this.model.step;)e--;return e}note(){let t=this.limits.map(({at:e})=>e).filter(e=>!(e<=this.axis.limits[1]));return[this.limits.length>t.length?this.limitWords:"",t.length?`stable up to ${Mt(Math.min(...t))}, above the view`:"",this.unknown?"not computed here for changed runs":""].filter(Boolean).join(" · ")}words(){let{few:t}=this.model,e=this.curves.filter(({run:i})=>t.includes(i)),n=ze(this.curves,e,i=>{let r=this.last(i);if(r<0)return null;let o=i.limit===null?"":`, stable up to ${At(i.limit)}`;return`${this.model.entries[i.run].label} has ${At(i.values[r])}${o}`});return`Curves of the sharpness, the largest eigenvalue of the Hessian, against the step${this.axis.log?", on a log axis":""}. At step ${this.model.step}: ${n.join("; ")}.`}};var Gb=19968;function xf(s,t,e){let n={rows:t,columns:1},i={rows:1,columns:1},{program:r}=s.equations,o=new ke(r,[n,n,i,i,...s.states.map(l=>l.perRun?i:n),...s.hyper.map(()=>i)]),{inputs:a}=o;a[0].data.set(e.theta),a[1].data.set(e.gradient),a[2].data[0]=e.t,a[3].data[0]=e.loss;for(let[l,c]of e.states.entries())a[4+l].data.set(c);return s.hyper.forEach((l,c)=>{a[4+s.states.length+c].data[0]=e.hyper[l.name]??l.value}),o.run(),{inputs:a,outputs:o.outputs}}function yf(s,t,e,n){let i=(o,a)=>{let{inputs:l,outputs:c}=t,h=o<l.length?l[o]:c[o-l.length];return h.data[h.data.length>1?a:0]},r=(o,a)=>Array.from(o,l=>{let c=l.charCodeAt(0)-Gb;return c>=0&&c<s.names.length?a(c):l}).join("");return s.lines.map((o,a)=>{let l=t.inputs.length+a;return{name:o.name,symbols:r(o.text,c=>s.names[c].glyph),numbers:e.map(c=>o.slope?"at that point":r(o.text,h=>Wb(i(s.names[h].at,c))).replace(/\u2009/g,"·")),values:e.map(c=>Mt(o.slope?n[c]:i(l,c),4))}})}function Wb(s){let t=Mt(s,4);return t.startsWith("−")?`(${t})`:t}var $b=2,ga=class extends ue{table=R("div",{class:"steps-table",tabindex:0,role:"region","aria-label":"The step's arithmetic"});view=null;wide=!1;constructor(t){super(t),this.element.append(this.table)}height(t){return t>620?380:580}get run(){let{model:t}=this,e=n=>t.entries[n]?.rule&&t.paths[n].gradient;return t.shown.includes(t.chosen)&&e(t.chosen)?t.chosen:t.shown.find(e)}layout(){this.wide=this.width>620;let t=this.wide?Math.min(this.width*.46,this.tall-20):Math.min(this.width-20,250);this.box={x:8,y:8,width:this.wide?t:this.width-16,height:this.wide?this.tall-16:236},this.table.style.left=this.wide?`${this.box.width+30}px`:"0",this.table.style.top=this.wide?"0":"254px",this.element.classList.toggle("no-picture",this.model.d!==2)}base(){}current(){let{run:t,model:e}=this;if(t===void 0)return null;let n=e.paths[t],i=e.at(t),{rule:r}=e.entries[t];if(!r||!n.gradient||i<1||n.steps[i]-n.steps[i-1]!==1)return null;let{d:o}=n,a=(x,m,g)=>x.subarray(m*g,(m+1)*g),l=r.states.map(x=>{let m=n.states[x.name]??new Float64Array((i+1)*(x.perRun?1:o)),g=a(m,i-1,x.perRun?1:o);return g.some(Number.isNaN)?new Float64Array(g.length):g}),c=a(n.theta,i-1,o),h=a(n.theta,i,o),u=a(n.gradient,i-1,o),d=(n.batchLoss??n.loss)[i-1],f=e.numbersAt(t,n.steps[i]),p={theta:c,gradient:u,t:n.steps[i],loss:d,states:l,hyper:f};return{run:t,path:n,k:i,rule:r,before:c,after:h,gradient:u,found:xf(r,o,p),hyper:f}}top(t){let e=this.current();this.write(e),!(!e||this.model.d!==2)&&this.picture(t,e)}write(t){let{model:e}=this,{run:n}=this;if(!t){let c=n===void 0?"No run shown has a rule whose steps can be taken apart.":e.step<1?"No step has been taken yet: go one forward.":"This step was not recorded: only every step and the one before it can be taken apart.";this.table.replaceChildren(R("p",{class:"quiet"},c));return}let{symbols:i}=this.context.scene.problem,o=Array.from(t.after,(c,h)=>({p:h,by:Math.abs(c-t.before[h])})).sort((c,h)=>h.by-c.by||c.p-h.p).slice(0,Math.min(this.model.d,$b)).map(({p:c})=>c).sort((c,h)=>c-h),a=yf(t.rule.equations,t.found,o,t.gradient),l=o.map(c=>`g ${Mt(t.gradient[c],4)}`);this.table.replaceChildren(R("p",{class:"quiet"},`${e.entries[t.run].label}: step ${t.path.steps[t.k]}, ${t.path.batchLoss?"the batch's gradient, loss":"loss"} ${Mt(t.path.loss[t.k-1])} → ${Mt(t.path.loss[t.k])}`),R("dl",{},...o.map((c,h)=>R("div",{class:"params"},R("dt",{},`${i[c]} = ${Mt(t.before[c],4)}`),R("dd",{},l[h])))),...a.map(c=>R("div",{class:"equation"},R("p",{class:"symbols"},`${c.name} ← ${c.symbols}`),...c.numbers.map((h,u)=>R("p",{class:"numbers"},o.length>1?R("span",{class:"who"},i[o[u]]):null,`${h} = `,R("b",{},c.values[u]))))))}picture(t,e){let{box:n,theme:i,model:r}=this,{computed:o}=r,a=[e.after[0]-e.before[0],e.after[1]-e.before[1]],l=e.hyper.lr,c=l===void 0?null:[-l*e.gradient[0],-l*e.gradient[1]],h=e.rule.states.findIndex(E=>E.name==="momentum"),u=h>=0&&l!==void 0?this.heldAfter(e,h):null,d=u?.some(E=>E!==0)?[-l*u[0],-l*u[1]]:null,p=Math.max(Math.hypot(a[0],a[1]),1e-300)/(.3*Math.min(n.width,n.height)),x=[e.before[0]+a[0]/2,e.before[1]+a[1]/2],[m,g]=[n.width/2*p,n.height/2*p];this.view={x:[x[0]-m,x[0]+m],y:[x[1]-g,x[1]+g]};let{x:M,y:S}=this.view;this.scales({label:"",limits:M,log:!1,names:[],whole:!1},{label:"",limits:S,log:!1,names:[],whole:!1});let b=E=>[this.x(E[0]),this.y(E[1])],C=b([e.before[0],e.before[1]]);t.clip(n.x,n.y,n.width,n.height,()=>{if(o){let y=wn({axes:[0,1],grid:[[M[0],M[1],31],[S[0],S[1],31]],origin:[0,0],loss:null,done:null,interpolated:!1},o),P=y.loss.filter(Number.isFinite),G=Math.min(...P),k=Math.max(...P);if(k>G){let $=Ka(k-G,9),X=[];for(let H=Math.ceil(G/$)*$;H<k;H+=$)X.push(H);t.rect(n.x,n.y,n.width,n.height,{fill:i.ramp[0]}),Cn(y,X).forEach((H,J)=>{let V=H.map(nt=>nt.map(([ct,mt])=>b([ct,mt])));V.length&&t.rings(V,{fill:Ci(i.ramp,(J+1)/X.length),stroke:i.isoline,width:.7})})}}let E=this.colour(r.entries[e.run].look),T=0,I=(y,P,G,k)=>{let $=b([e.before[0]+y[0],e.before[1]+y[1]]),[X,H]=[$[0]-C[0],$[1]-C[1]],J=Math.hypot(X,H);if(!(J>.5))return;let V=.42*Math.min(n.width,n.height),nt=J>V*1.6?V*1.6/J:1;Sn(t,C[0],C[1],C[0]+nt*X,C[1]+nt*H,i.paper,G+3,.85),Sn(t,C[0],C[1],C[0]+nt*X,C[1]+nt*H,P,G,1);let ct=nt<1?`${k}, ${Mt(1/nt,2)}× as long as drawn`:k;T++;let mt=T===1?1:-1,Ut=T===3?27:12,[Xt,q]=[-H/J*mt,X/J*mt],Q=fe(ct,12),pt=C[0]+nt*X+Ut*Xt;t.text(Xt>=0?Math.min(n.x+n.width-Q,pt):Math.max(n.x+Q,pt),Math.max(n.y+12,Math.min(n.y+n.height-12,C[1]+nt*H+Ut*q)),ct,{colour:P,size:12,align:Xt>=0?"left":"right",halo:i.paper})};I(a,E,3.2,"the step"),c&&I(c,i.ink,1.8,"−rate × gradient"),d&&I(d,i.quiet,1.8,"−rate × momentum"),t.circle(C[0],C[1],5,{fill:i.paper,stroke:i.ink,width:2});let w=b([e.after[0],e.after[1]]);this.spot(t,r.entries[e.run].look,w[0],w[1],5)}),t.rect(n.x,n.y,n.width,n.height,{stroke:i.faint,width:1})}heldAfter(t,e){let{path:n,k:i,rule:r}=t,o=r.states[e];return o.perRun||!n.states[o.name]?null:Array.from(n.states[o.name].subarray(i*n.d,(i+1)*n.d))}note(){let{run:t,model:e}=this;return t===void 0?"":e.entries.length>1?`${e.entries[t].label} (click a run to choose it)`:""}words(){let t=this.current();if(!t)return"No step to take apart here.";let{params:e}=this.context.scene.problem,n=Array.from(t.after,(i,r)=>`${e[r]} from ${At(t.before[r])} to ${At(i)}`).slice(0,4);return`Step ${t.path.steps[t.k]} of ${this.model.entries[t.run].label}: ${n.join(", ")}.`}};it.line={worldUnits:{value:1},linewidth:{value:1},resolution:{value:new Tt(1,1)},dashOffset:{value:0},dashScale:{value:1},dashSize:{value:1},gapSize:{value:1}};Ne.line={uniforms:ea.merge([it.common,it.fog,it.line]),vertexShader:`
		#include <common>
		#include <color_pars_vertex>
		#include <fog_pars_vertex>
		#include <logdepthbuf_pars_vertex>
		#include <clipping_planes_pars_vertex>

		uniform float linewidth;
		uniform vec2 resolution;

		attribute vec3 instanceStart;
		attribute vec3 instanceEnd;

		attribute vec3 instanceColorStart;
		attribute vec3 instanceColorEnd;

		#ifdef WORLD_UNITS

			varying vec4 worldPos;
			varying vec3 worldStart;
			varying vec3 worldEnd;

			#ifdef USE_DASH

				varying vec2 vUv;

			#endif

		#else

			varying vec2 vUv;

		#endif

		#ifdef USE_DASH

			uniform float dashScale;
			attribute float instanceDistanceStart;
			attribute float instanceDistanceEnd;
			varying float vLineDistance;

		#endif

		void trimSegment( const in vec4 start, inout vec4 end ) {

			// trim end segment so it terminates between the camera plane and the near plane

			// conservative estimate of the near plane
			float a = projectionMatrix[ 2 ][ 2 ]; // 3nd entry in 3th column
			float b = projectionMatrix[ 3 ][ 2 ]; // 3nd entry in 4th column
			float nearEstimate = - 0.5 * b / a;

			float alpha = ( nearEstimate - start.z ) / ( end.z - start.z );

			end.xyz = mix( start.xyz, end.xyz, alpha );

		}

		void main() {

			#ifdef USE_COLOR

				vColor.xyz = ( position.y < 0.5 ) ? instanceColorStart : instanceColorEnd;

			#endif

			#ifdef USE_DASH

				vLineDistance = ( position.y < 0.5 ) ? dashScale * instanceDistanceStart : dashScale * instanceDistanceEnd;
				vUv = uv;

			#endif

			float aspect = resolution.x / resolution.y;

			// camera space
			vec4 start = modelViewMatrix * vec4( instanceStart, 1.0 );
			vec4 end = modelViewMatrix * vec4( instanceEnd, 1.0 );

			#ifdef WORLD_UNITS

				worldStart = start.xyz;
				worldEnd = end.xyz;

			#else

				vUv = uv;

			#endif

			// special case for perspective projection, and segments that terminate either in, or behind, the camera plane
			// clearly the gpu firmware has a way of addressing this issue when projecting into ndc space
			// but we need to perform ndc-space calculations in the shader, so we must address this issue directly
			// perhaps there is a more elegant solution -- WestLangley

			bool perspective = ( projectionMatrix[ 2 ][ 3 ] == - 1.0 ); // 4th entry in the 3rd column

			if ( perspective ) {

				if ( start.z < 0.0 && end.z >= 0.0 ) {

					trimSegment( start, end );

				} else if ( end.z < 0.0 && start.z >= 0.0 ) {

					trimSegment( end, start );

				}

			}

			// clip space
			vec4 clipStart = projectionMatrix * start;
			vec4 clipEnd = projectionMatrix * end;

			// ndc space
			vec3 ndcStart = clipStart.xyz / clipStart.w;
			vec3 ndcEnd = clipEnd.xyz / clipEnd.w;

			// direction
			vec2 dir = ndcEnd.xy - ndcStart.xy;

			// account for clip-space aspect ratio
			dir.x *= aspect;
			dir = normalize( dir );

			#ifdef WORLD_UNITS

				vec3 worldDir = normalize( end.xyz - start.xyz );
				vec3 tmpFwd = normalize( mix( start.xyz, end.xyz, 0.5 ) );
				vec3 worldUp = normalize( cross( worldDir, tmpFwd ) );
				vec3 worldFwd = cross( worldDir, worldUp );
				worldPos = position.y < 0.5 ? start: end;

				// height offset
				float hw = linewidth * 0.5;
				worldPos.xyz += position.x < 0.0 ? hw * worldUp : - hw * worldUp;

				// don't extend the line if we're rendering dashes because we
				// won't be rendering the endcaps
				#ifndef USE_DASH

					// cap extension
					worldPos.xyz += position.y < 0.5 ? - hw * worldDir : hw * worldDir;

					// add width to the box
					worldPos.xyz += worldFwd * hw;

					// endcaps
					if ( position.y > 1.0 || position.y < 0.0 ) {

						worldPos.xyz -= worldFwd * 2.0 * hw;

					}

				#endif

				// project the worldpos
				vec4 clip = projectionMatrix * worldPos;

				// shift the depth of the projected points so the line
				// segments overlap neatly
				vec3 clipPose = ( position.y < 0.5 ) ? ndcStart : ndcEnd;
				clip.z = clipPose.z * clip.w;

			#else

				vec2 offset = vec2( dir.y, - dir.x );
				// undo aspect ratio adjustment
				dir.x /= aspect;
				offset.x /= aspect;

				// sign flip
				if ( position.x < 0.0 ) offset *= - 1.0;

				// endcaps
				if ( position.y < 0.0 ) {

					offset += - dir;

				} else if ( position.y > 1.0 ) {

					offset += dir;

				}

				// adjust for linewidth
				offset *= linewidth;

				// adjust for clip-space to screen-space conversion // maybe resolution should be based on viewport ...
				offset /= resolution.y;

				// select end
				vec4 clip = ( position.y < 0.5 ) ? clipStart : clipEnd;

				// back to clip space
				offset *= clip.w;

				clip.xy += offset;

			#endif

			gl_Position = clip;

			vec4 mvPosition = ( position.y < 0.5 ) ? start : end; // this is an approximation

			#include <logdepthbuf_vertex>
			#include <clipping_planes_vertex>
			#include <fog_vertex>

		}
		`,fragmentShader:`
		uniform vec3 diffuse;
		uniform float opacity;
		uniform float linewidth;

		#ifdef USE_DASH

			uniform float dashOffset;
			uniform float dashSize;
			uniform float gapSize;

		#endif

		varying float vLineDistance;

		#ifdef WORLD_UNITS

			varying vec4 worldPos;
			varying vec3 worldStart;
			varying vec3 worldEnd;

			#ifdef USE_DASH

				varying vec2 vUv;

			#endif

		#else

			varying vec2 vUv;

		#endif

		#include <common>
		#include <color_pars_fragment>
		#include <fog_pars_fragment>
		#include <logdepthbuf_pars_fragment>
		#include <clipping_planes_pars_fragment>

		vec2 closestLineToLine(vec3 p1, vec3 p2, vec3 p3, vec3 p4) {

			float mua;
			float mub;

			vec3 p13 = p1 - p3;
			vec3 p43 = p4 - p3;

			vec3 p21 = p2 - p1;

			float d1343 = dot( p13, p43 );
			float d4321 = dot( p43, p21 );
			float d1321 = dot( p13, p21 );
			float d4343 = dot( p43, p43 );
			float d2121 = dot( p21, p21 );

			float denom = d2121 * d4343 - d4321 * d4321;

			float numer = d1343 * d4321 - d1321 * d4343;

			mua = numer / denom;
			mua = clamp( mua, 0.0, 1.0 );
			mub = ( d1343 + d4321 * ( mua ) ) / d4343;
			mub = clamp( mub, 0.0, 1.0 );

			return vec2( mua, mub );

		}

		void main() {

			#include <clipping_planes_fragment>

			#ifdef USE_DASH

				if ( vUv.y < - 1.0 || vUv.y > 1.0 ) discard; // discard endcaps

				if ( mod( vLineDistance + dashOffset, dashSize + gapSize ) > dashSize ) discard; // todo - FIX

			#endif

			float alpha = opacity;

			#ifdef WORLD_UNITS

				// Find the closest points on the view ray and the line segment
				vec3 rayEnd = normalize( worldPos.xyz ) * 1e5;
				vec3 lineDir = worldEnd - worldStart;
				vec2 params = closestLineToLine( worldStart, worldEnd, vec3( 0.0, 0.0, 0.0 ), rayEnd );

				vec3 p1 = worldStart + lineDir * params.x;
				vec3 p2 = rayEnd * params.y;
				vec3 delta = p1 - p2;
				float len = length( delta );
				float norm = len / linewidth;

				#ifndef USE_DASH

					#ifdef USE_ALPHA_TO_COVERAGE

						float dnorm = fwidth( norm );
						alpha = 1.0 - smoothstep( 0.5 - dnorm, 0.5 + dnorm, norm );

					#else

						if ( norm > 0.5 ) {

							discard;

						}

					#endif

				#endif

			#else

				#ifdef USE_ALPHA_TO_COVERAGE

					// artifacts appear on some hardware if a derivative is taken within a conditional
					float a = vUv.x;
					float b = ( vUv.y > 0.0 ) ? vUv.y - 1.0 : vUv.y + 1.0;
					float len2 = a * a + b * b;
					float dlen = fwidth( len2 );

					if ( abs( vUv.y ) > 1.0 ) {

						alpha = 1.0 - smoothstep( 1.0 - dlen, 1.0 + dlen, len2 );

					}

				#else

					if ( abs( vUv.y ) > 1.0 ) {

						float a = vUv.x;
						float b = ( vUv.y > 0.0 ) ? vUv.y - 1.0 : vUv.y + 1.0;
						float len2 = a * a + b * b;

						if ( len2 > 1.0 ) discard;

					}

				#endif

			#endif

			vec4 diffuseColor = vec4( diffuse, alpha );

			#include <logdepthbuf_fragment>
			#include <color_fragment>

			gl_FragColor = vec4( diffuseColor.rgb, alpha );

			#include <tonemapping_fragment>
			#include <colorspace_fragment>
			#include <fog_fragment>
			#include <premultiplied_alpha_fragment>

		}
		`};var Gs=class extends an{static get type(){return"LineMaterial"}constructor(t){super({uniforms:ea.clone(Ne.line.uniforms),vertexShader:Ne.line.vertexShader,fragmentShader:Ne.line.fragmentShader,clipping:!0}),this.isLineMaterial=!0,this.setValues(t)}get color(){return this.uniforms.diffuse.value}set color(t){this.uniforms.diffuse.value=t}get worldUnits(){return"WORLD_UNITS"in this.defines}set worldUnits(t){t===!0?this.defines.WORLD_UNITS="":delete this.defines.WORLD_UNITS}get linewidth(){return this.uniforms.linewidth.value}set linewidth(t){this.uniforms.linewidth&&(this.uniforms.linewidth.value=t)}get dashed(){return"USE_DASH"in this.defines}set dashed(t){t===!0!==this.dashed&&(this.needsUpdate=!0),t===!0?this.defines.USE_DASH="":delete this.defines.USE_DASH}get dashScale(){return this.uniforms.dashScale.value}set dashScale(t){this.uniforms.dashScale.value=t}get dashSize(){return this.uniforms.dashSize.value}set dashSize(t){this.uniforms.dashSize.value=t}get dashOffset(){return this.uniforms.dashOffset.value}set dashOffset(t){this.uniforms.dashOffset.value=t}get gapSize(){return this.uniforms.gapSize.value}set gapSize(t){this.uniforms.gapSize.value=t}get opacity(){return this.uniforms.opacity.value}set opacity(t){this.uniforms&&(this.uniforms.opacity.value=t)}get resolution(){return this.uniforms.resolution.value}set resolution(t){this.uniforms.resolution.value.copy(t)}get alphaToCoverage(){return"USE_ALPHA_TO_COVERAGE"in this.defines}set alphaToCoverage(t){this.defines&&(t===!0!==this.alphaToCoverage&&(this.needsUpdate=!0),t===!0?this.defines.USE_ALPHA_TO_COVERAGE="":delete this.defines.USE_ALPHA_TO_COVERAGE)}};var vf=new on,xa=new D,Ws=class extends Yo{constructor(){super(),this.isLineSegmentsGeometry=!0,this.type="LineSegmentsGeometry";let t=[-1,2,0,1,2,0,-1,1,0,1,1,0,-1,0,0,1,0,0,-1,-1,0,1,-1,0],e=[-1,2,1,2,-1,1,1,1,-1,-1,1,-1,-1,-2,1,-2],n=[0,2,1,2,3,1,2,4,3,4,5,3,4,6,5,6,7,5];this.setIndex(n),this.setAttribute("position",new Ue(t,3)),this.setAttribute("uv",new Ue(e,2))}applyMatrix4(t){let e=this.attributes.instanceStart,n=this.attributes.instanceEnd;return e!==void 0&&(e.applyMatrix4(t),n.applyMatrix4(t),e.needsUpdate=!0),this.boundingBox!==null&&this.computeBoundingBox(),this.boundingSphere!==null&&this.computeBoundingSphere(),this}setPositions(t){let e;t instanceof Float32Array?e=t:Array.isArray(t)&&(e=new Float32Array(t));let n=new Zi(e,6,1);return this.setAttribute("instanceStart",new Ln(n,3,0)),this.setAttribute("instanceEnd",new Ln(n,3,3)),this.instanceCount=this.attributes.instanceStart.count,this.computeBoundingBox(),this.computeBoundingSphere(),this}setColors(t){let e;t instanceof Float32Array?e=t:Array.isArray(t)&&(e=new Float32Array(t));let n=new Zi(e,6,1);return this.setAttribute("instanceColorStart",new Ln(n,3,0)),this.setAttribute("instanceColorEnd",new Ln(n,3,3)),this}fromWireframeGeometry(t){return this.setPositions(t.attributes.position.array),this}fromEdgesGeometry(t){return this.setPositions(t.attributes.position.array),this}fromMesh(t){return this.fromWireframeGeometry(new Go(t.geometry)),this}fromLineSegments(t){let e=t.geometry;return this.setPositions(e.attributes.position.array),this}computeBoundingBox(){this.boundingBox===null&&(this.boundingBox=new on);let t=this.attributes.instanceStart,e=this.attributes.instanceEnd;t!==void 0&&e!==void 0&&(this.boundingBox.setFromBufferAttribute(t),vf.setFromBufferAttribute(e),this.boundingBox.union(vf))}computeBoundingSphere(){this.boundingSphere===null&&(this.boundingSphere=new Pn),this.boundingBox===null&&this.computeBoundingBox();let t=this.attributes.instanceStart,e=this.attributes.instanceEnd;if(t!==void 0&&e!==void 0){let n=this.boundingSphere.center;this.boundingBox.getCenter(n);let i=0;for(let r=0,o=t.count;r<o;r++)xa.fromBufferAttribute(t,r),i=Math.max(i,n.distanceToSquared(xa)),xa.fromBufferAttribute(e,r),i=Math.max(i,n.distanceToSquared(xa));this.boundingSphere.radius=Math.sqrt(i),isNaN(this.boundingSphere.radius)&&console.error("THREE.LineSegmentsGeometry.computeBoundingSphere(): Computed radius is NaN. The instanced position data is likely to have NaN values.",this)}}toJSON(){}applyMatrix(t){return console.warn("THREE.LineSegmentsGeometry: applyMatrix() has been renamed to applyMatrix4()."),this.applyMatrix4(t)}};var gh=new Qt,bf=new D,_f=new D,Se=new Qt,Ae=new Qt,Dn=new Qt,xh=new D,yh=new oe,Ee=new jo,Mf=new D,ya=new on,va=new Pn,Nn=new Qt,Un,Ji;function wf(s,t,e){return Nn.set(0,0,-t,1).applyMatrix4(s.projectionMatrix),Nn.multiplyScalar(1/Nn.w),Nn.x=Ji/e.width,Nn.y=Ji/e.height,Nn.applyMatrix4(s.projectionMatrixInverse),Nn.multiplyScalar(1/Nn.w),Math.abs(Math.max(Nn.x,Nn.y))}function Xb(s,t){let e=s.matrixWorld,n=s.geometry,i=n.attributes.instanceStart,r=n.attributes.instanceEnd,o=Math.min(n.instanceCount,i.count);for(let a=0,l=o;a<l;a++){Ee.start.fromBufferAttribute(i,a),Ee.end.fromBufferAttribute(r,a),Ee.applyMatrix4(e);let c=new D,h=new D;Un.distanceSqToSegment(Ee.start,Ee.end,h,c),h.distanceTo(c)<Ji*.5&&t.push({point:h,pointOnLine:c,distance:Un.origin.distanceTo(h),object:s,face:null,faceIndex:a,uv:null,uv1:null})}}function qb(s,t,e){let n=t.projectionMatrix,r=s.material.resolution,o=s.matrixWorld,a=s.geometry,l=a.attributes.instanceStart,c=a.attributes.instanceEnd,h=Math.min(a.instanceCount,l.count),u=-t.near;Un.at(1,Dn),Dn.w=1,Dn.applyMatrix4(t.matrixWorldInverse),Dn.applyMatrix4(n),Dn.multiplyScalar(1/Dn.w),Dn.x*=r.x/2,Dn.y*=r.y/2,Dn.z=0,xh.copy(Dn),yh.multiplyMatrices(t.matrixWorldInverse,o);for(let d=0,f=h;d<f;d++){if(Se.fromBufferAttribute(l,d),Ae.fromBufferAttribute(c,d),Se.w=1,Ae.w=1,Se.applyMatrix4(yh),Ae.applyMatrix4(yh),Se.z>u&&Ae.z>u)continue;if(Se.z>u){let S=Se.z-Ae.z,b=(Se.z-u)/S;Se.lerp(Ae,b)}else if(Ae.z>u){let S=Ae.z-Se.z,b=(Ae.z-u)/S;Ae.lerp(Se,b)}Se.applyMatrix4(n),Ae.applyMatrix4(n),Se.multiplyScalar(1/Se.w),Ae.multiplyScalar(1/Ae.w),Se.x*=r.x/2,Se.y*=r.y/2,Ae.x*=r.x/2,Ae.y*=r.y/2,Ee.start.copy(Se),Ee.start.z=0,Ee.end.copy(Ae),Ee.end.z=0;let x=Ee.closestPointToPointParameter(xh,!0);Ee.at(x,Mf);let m=ta.lerp(Se.z,Ae.z,x),g=m>=-1&&m<=1,M=xh.distanceTo(Mf)<Ji*.5;if(g&&M){Ee.start.fromBufferAttribute(l,d),Ee.end.fromBufferAttribute(c,d),Ee.start.applyMatrix4(o),Ee.end.applyMatrix4(o);let S=new D,b=new D;Un.distanceSqToSegment(Ee.start,Ee.end,b,S),e.push({point:b,pointOnLine:S,distance:Un.origin.distanceTo(b),object:s,face:null,faceIndex:d,uv:null,uv1:null})}}}var ba=class extends Me{constructor(t=new Ws,e=new Gs({color:Math.random()*16777215})){super(t,e),this.isLineSegments2=!0,this.type="LineSegments2"}computeLineDistances(){let t=this.geometry,e=t.attributes.instanceStart,n=t.attributes.instanceEnd,i=new Float32Array(2*e.count);for(let o=0,a=0,l=e.count;o<l;o++,a+=2)bf.fromBufferAttribute(e,o),_f.fromBufferAttribute(n,o),i[a]=a===0?0:i[a-1],i[a+1]=i[a]+bf.distanceTo(_f);let r=new Zi(i,2,1);return t.setAttribute("instanceDistanceStart",new Ln(r,1,0)),t.setAttribute("instanceDistanceEnd",new Ln(r,1,1)),this}raycast(t,e){let n=this.material.worldUnits,i=t.camera;i===null&&!n&&console.error('LineSegments2: "Raycaster.camera" needs to be set in order to raycast against LineSegments2 while worldUnits is set to false.');let r=t.params.Line2!==void 0&&t.params.Line2.threshold||0;Un=t.ray;let o=this.matrixWorld,a=this.geometry,l=this.material;Ji=l.linewidth+r,a.boundingSphere===null&&a.computeBoundingSphere(),va.copy(a.boundingSphere).applyMatrix4(o);let c;if(n)c=Ji*.5;else{let u=Math.max(i.near,va.distanceToPoint(Un.origin));c=wf(i,u,l.resolution)}if(va.radius+=c,Un.intersectsSphere(va)===!1)return;a.boundingBox===null&&a.computeBoundingBox(),ya.copy(a.boundingBox).applyMatrix4(o);let h;if(n)h=Ji*.5;else{let u=Math.max(i.near,ya.distanceToPoint(Un.origin));h=wf(i,u,l.resolution)}ya.expandByScalar(h),Un.intersectsBox(ya)!==!1&&(n?Xb(this,e):qb(this,i,e))}onBeforeRender(t){let e=this.material.uniforms;e&&e.resolution&&(t.getViewport(gh),this.material.uniforms.resolution.value.set(gh.z,gh.w))}};var vh=.012,bh=class extends Ai{about;grid;handle;z;mesh=null;tracks=[];rings=null;groundKey="";constructor(t){let e=t.scene.about.surface;if(!e)throw new Error("the surface panel has no ground");super(t,e.camera),this.about=e,this.grid=wn(e.ground,t.model.computed),this.z=e.z;let{axes:n}=e.ground,i=r=>r.limits[1]-r.limits[0];if(e.equal){let[r,o]=[i(e.x),i(e.y)];this.sides=[Math.min(1.15,Math.sqrt(r/o)),Math.min(1.15,Math.sqrt(o/r)),.62]}this.handle=t.model.live&&n.every(r=>r>=0)?new ai(t,n,{toPixel:(r,o)=>this.project(this.ax(r),this.ay(o),this.heightAt(r,o)),toData:(r,o)=>this.under(r,o),step:()=>[i(e.x)/50,i(e.y)/50]}):null,this.handle&&this.element.append(this.handle.element)}lastUnder=null;under(t,e){let n=this.mesh&&this.aim(t,e).intersectObject(this.mesh,!1)[0];if(n&&(this.lastUnder=[this.ax.invert(n.point.x),this.ay.invert(n.point.z)]),this.lastUnder)return this.lastUnder;let{model:i}=this.context,{start:r}=i.entries[Math.max(0,i.chosen)],{axes:o}=this.about.ground;return[r[o[0]],r[o[1]]]}axes3(){return[this.about.x,this.about.y,this.z]}heightAt(t,e){let n=Js(this.grid,t,e);return Number.isFinite(n)?this.az(Kt(n,this.z.limits)):this.sides[2]}standing(t,e,n,i){return this.about.whole||this.model.interpolated(t)||!Number.isFinite(i)?this.heightAt(e,n):this.az(Kt(i,this.z.limits))}build(){let{theme:t,about:e}=this,n=`${t.paper} ${this.z.log} ${this.z.limits}`;n!==this.groundKey&&(this.groundKey=n,this.clear(),this.tracks=[],this.ground(),this.isolines());for(let{line:i}of this.tracks)this.discard(i);this.tracks=e.ground.axes.every(i=>i>=0)?this.model.shown.map(i=>this.track(i)):[]}ground(){let{grid:t,theme:e,about:n}=this,i=t.xs.length,r=t.ys.length,o=new Float32Array(3*i*r),a=new Float32Array(3*i*r),{values:l}=n.levels,c=Array.from({length:65},(d,f)=>new Nt(Ci(e.ramp,f/64)));for(let d=0,f=0;d<r;d++)for(let p=0;p<i;p++,f++){let x=t.loss[f];o[3*f]=this.ax(t.xs[p]),o[3*f+1]=Number.isFinite(x)?this.az(Kt(x,this.z.limits)):0,o[3*f+2]=this.ay(t.ys[d]);let m=c[Math.round(64*Yb(l,x))];a[3*f]=m.r,a[3*f+1]=m.g,a[3*f+2]=m.b}let h=[];for(let d=0;d+1<r;d++)for(let f=0;f+1<i;f++){let[p,x,m,g]=[d*i+f,d*i+f+1,(d+1)*i+f,(d+1)*i+f+1];[p,x,m,g].some(M=>Number.isNaN(t.loss[M]))||[p,x,m,g].every(M=>t.loss[M]>this.z.limits[1])||h.push(p,x,m,x,g,m)}let u=new we;u.setAttribute("position",new ge(o,3)),u.setAttribute("color",new ge(a,3)),u.setIndex(h),u.computeVertexNormals(),this.mesh=new Me(u,new Us({vertexColors:!0,side:Ye,polygonOffset:!0,polygonOffsetFactor:2,polygonOffsetUnits:2})),this.content.add(this.mesh)}isolines(){let{about:t,theme:e,grid:n}=this;this.rings??=Cn(n,t.levels.values.slice(1));let[[i,r],[o,a]]=[t.x.limits,t.y.limits],l=[];this.rings.forEach((h,u)=>{let d=t.levels.values[u+1];if(d>this.z.limits[1])return;let f=this.az(Kt(d,this.z.limits))+.003;for(let p of h)for(let x=0;x+1<p.length;x++){let[[m,g],[M,S]]=[p[x],p[x+1]];Math.min(m,M)<i||Math.max(m,M)>r||Math.min(g,S)<o||Math.max(g,S)>a||l.push(this.ax(m),f,this.ay(g),this.ax(M),f,this.ay(S))}});let c=new we;c.setAttribute("position",new ge(Float32Array.from(l),3)),this.content.add(new Xi(c,new Si({color:e.isoline})))}track(t){let e=this.model.paths[t],[n,i]=this.about.ground.axes,{look:r}=this.model.entries[t],[[o,a],[l,c]]=[this.about.x.limits,this.about.y.limits],h=e.steps.length,u=[],d=new Int32Array(h),f=(b,C)=>b>=o&&b<=a&&C>=l&&C<=c,p=null;for(let b=0;b<h;b++){let[C,E]=[e.theta[b*e.d+n],e.theta[b*e.d+i]];if(Number.isNaN(C+E)){d.fill(u.length/6,b);break}let T=e.loss[b];if(p){let[I,w,y]=p,P=Math.max(Math.abs(C-I)/(a-o),Math.abs(E-w)/(c-l)),G=Math.min(40,Math.max(1,Math.ceil(P/.02)));for(let k=0;k<G;k++){let $=[k/G,(k+1)/G].map(X=>[I+X*(C-I),w+X*(E-w),y+X*(T-y)]);if($.every(([X,H])=>f(X,H)))for(let[X,H,J]of $)u.push(this.ax(X),this.standing(t,X,H,J)+vh,this.ay(H))}}p=[C,E,T],d[b]=u.length/6}let x=new Ws;x.setPositions(u.length?u:[0,-9,0,0,-9,0]);let m=this.model.many?1.4:2.6,g=Or(this.context.scene.dashes,r,.012),M=new Gs({color:new Nt(un(this.theme,r)).getHex(),linewidth:m,dashed:g.length>0,dashSize:g[0]??1,gapSize:g[1]??0});M.resolution.set(this.width,this.tall);let S=new ba(x,M);return g.length&&S.computeLineDistances(),this.content.add(S),{run:t,line:S,upTo:d}}update(){for(let{run:t,line:e,upTo:n}of this.tracks)e.geometry.instanceCount=Math.max(0,n[this.model.at(t)])}marks(t,e){let{about:n,model:i,theme:r}=this;for(let[h,u]of n.minima){let[d,f]=this.project(this.ax(h),this.ay(u),this.heightAt(h,u));kr(t,r,d,f,7)}let o=(n.named??[]).map(({text:h,at:[u,d],loss:f})=>{let x=f!==null&&Number.isFinite(f)?this.az(Kt(f,this.z.limits)):this.heightAt(u,d),[m,g]=this.project(this.ax(u),this.ay(d),x+vh);return{text:h,x:m,y:g}});ss(t,r,o);let[a,l]=n.ground.axes,c=[];for(let{run:h}of this.tracks){let u=i.paths[h],{look:d}=i.entries[h],f=i.at(h),[p,x]=[u.theta[f*u.d+a],u.theta[f*u.d+l]],m=un(r,d),[g,M]=[Kt(p,n.x.limits),Kt(x,n.y.limits)],S=this.standing(h,g,M,u.loss[f])+vh,[b,C]=this.project(this.ax(g),this.ay(M),S);if(g===p&&M===x)Fr(t,d,b,C,i.many?3:6,{fill:m,stroke:r.paper,width:1.4});else{let E=`outside the view, loss ${Mt(u.loss[f],2)}`;c.push({text:E,colour:m,px:b,py:C})}}rs(t,r,o,e);for(let{text:h,colour:u,px:d,py:f}of c.slice(0,3)){let p=fe(h,11.5),x=[-12,-27,-42,18,33].map(g=>$e(d,f+g,p,14)),m=e.place(x);t.text(m.x,m.y+7,h,{colour:u,size:11.5,halo:r.paper})}this.handle?.place()}hover(t,e){let n=this.mesh&&this.aim(t,e).intersectObject(this.mesh,!1)[0];if(!n)return"";let[i,r]=[this.ax.invert(n.point.x),this.ay.invert(n.point.z)],{symbols:o}=this.context.scene.problem,[a,l]=this.about.ground.axes;return`${o[a]??"α"} ${Mt(i)}  ${o[l]??"β"} ${Mt(r)}  loss ${Mt(Js(this.grid,i,r))}`}note(){return[this.about.title,...this.z===this.about.z?this.about.notes:[]].filter(Boolean).join(" · ")}tools(){let{about:t,grid:e}=this,n=e.loss.filter(o=>Number.isFinite(o)).sort();if(!n.length||!(n[n.length-1]>0))return[];let i=n.filter(o=>o>0),r=n[0]>=0;return!t.z.log&&!r?[]:[Hn("log",t.z.log,"Equal factors of the loss have equal heights",o=>{if(o===t.z.log)this.z=t.z;else if(o){let[a,l]=Be([Math.log10(i[Math.floor(i.length*.002)]),Math.log10(i[i.length-1])],.02);this.z={...t.z,log:!0,limits:[10**a,10**l]}}else this.z={...t.z,log:!1,limits:Be([n[0],n[n.length-1]],.02)};this.redraw()})]}words(){let{about:t,model:e}=this,n=this.grid.loss.filter(c=>Number.isFinite(c)),i=n.reduce((c,h)=>Math.min(c,h),1/0),r=n.reduce((c,h)=>Math.max(c,h),-1/0),o=ze(e.shown,e.few,c=>`${e.entries[c].label} has ${e.lossWords(c,At)}`),a=`The loss over ${t.x.label} and ${t.y.label} as a landscape, from ${At(i)} to ${At(r)}.`,l=o.length?[`At step ${e.step}: ${o.join("; ")}.`]:[];return[a,...os(t.named),...l].join(" ")}};function Yb(s,t){if(!(t>s[0]))return 0;let e=s.length-1;if(t>=s[e])return 1;let n=0;for(;n<e&&s[n+1]<=t;)n++;return(n+(t-s[n])/(s[n+1]-s[n]))/e}function Sf(s){if(Bs())return new bh(s);let t=new li(s,s.scene.about.surface);return t.note=()=>"from above: this browser has no WebGL, which the view in space needs",t}var $s=class extends ue{constructor(e,n=!1){super(e);this.small=n;this.name=e.scene.about.sweep?.name??"lr",this.gather();let i=()=>{clearTimeout(this.due),this.due=window.setTimeout(()=>{this.gather(),this.redraw()},150)};e.model.on("runs",i),e.model.on("shown",i)}small;name;lines=[];points=[];ax;ay;due=0;height(e){return this.small?170:super.height(e)}gather(){let{model:e,name:n}=this;this.lines=[],this.points=e.shown.flatMap(u=>{let d=e.entries[u],f=e.paths[u],p=d.hyper[n];if(p===void 0)return[];let x=f.divergedAt>=0?1/0:f.loss[f.loss.length-1];return[{run:u,value:p,loss:x}]});let i=new Map;for(let{run:u}of this.points){let d=e.entries[u],f=Object.entries(d.hyper).filter(([x])=>x!==n),p=JSON.stringify([d.name,d.rule?.fixed,f,d.start]);i.set(p,[...i.get(p)??[],u])}for(let u of i.values()){let d=e.entries[u[0]];if(u.length<4&&e.isLive(d)&&d.rule&&i.size<=8)this.lines.push({look:d.look,label:d.name,...e.sweep(d.rule,d,n)});else{let f=this.points.filter(p=>u.includes(p.run)).sort((p,x)=>p.value-x.value);this.lines.push({look:d.look,label:d.name,values:f.map(p=>p.value),losses:f.map(p=>p.loss)})}}let r=[...this.lines.flatMap(u=>u.values),...this.points.map(u=>u.value)],o=[...this.lines.flatMap(u=>u.losses),...this.points.map(u=>u.loss)].filter(Number.isFinite),a=u=>{let d=Math.min(...u);return d>0&&Math.max(...u)/d>20};this.ax=Af(n==="lr"?"rate":n,r,r.length>0&&a(r));let l=e.shown.map(u=>e.paths[u].loss[0]).filter(Number.isFinite),c=Math.max(...l,Number.NEGATIVE_INFINITY)*10,h=o.filter(u=>!(u>c)||c<=0);this.ay=Af(this.small?"last loss":`loss at step ${e.steps}`,h,h.length>0&&a(h))}layout(){this.box=this.room(12,10,this.small?52:54,this.ay),this.scales(this.ax,this.ay)}base(e){let{box:n,theme:i,context:r}=this;this.axes(e,this.ax,this.ay);let o=r.scene.about.sweep?.bound;if(o&&this.name==="lr"&&o>=this.ax.limits[0]&&o<=this.ax.limits[1]){let a=this.x(o);e.line([a,a],[n.y,n.y+n.height],2,{colour:i.quiet,width:1,dash:[3,3]}),e.text(a+4,n.y+8,"2/λ",{colour:i.quiet,size:11})}this.lines.forEach((a,l)=>{let c=a.values.length>60,h=Float64Array.from(a.values,f=>this.x(f)),u=Float64Array.from(a.losses,f=>Number.isFinite(f)?this.y(f):Number.NaN),d=a.look.shade!==null?i.ink:this.colour(a.look);e.clip(n.x,n.y,n.width,n.height,()=>{e.line(h,u,h.length,{colour:d,width:tn*.8,dash:this.dash(a.look,tn),alpha:.9})}),a.losses.forEach((f,p)=>{if(f!==1/0||c&&p%2)return;let[x,m]=[h[p],n.y+6+8*l];e.line([x-2.5,x+2.5],[m-2.5,m+2.5],2,{colour:d,width:1.2}),e.line([x-2.5,x+2.5],[m+2.5,m-2.5],2,{colour:d,width:1.2})})})}top(e){let{model:n,box:i}=this,r=this.points.length>8;for(let{run:o,value:a,loss:l}of this.points){let{look:c}=n.entries[o],h=this.x(a);if(l===1/0){r||this.cross(e,h,i.y+4,this.colour(c));continue}let u=Math.max(i.y,Math.min(i.y+i.height,this.y(l)));this.spot(e,c,h,u,r?2.6:o===n.chosen?6:5)}}note(){let e=this.context.scene.about.sweep?.notes??[];return[this.lines.some(i=>i.losses.includes(1/0))?"× diverges":"",...e].filter(Boolean).join(" · ")}words(){let e=ze(this.lines,this.lines.slice(0,Mn),n=>{let i=-1;return n.losses.forEach((r,o)=>{Number.isFinite(r)&&(i<0||r<n.losses[i])&&(i=o)}),i<0?`${n.label} diverges everywhere`:`${n.label} is lowest at ${Mt(n.values[i])}, with loss ${At(n.losses[i])}`});return`The loss at step ${this.model.steps} against the ${this.ax.label}. ${e.join("; ")}.`}};function Af(s,t,e){let n={label:s,log:e,names:[],whole:!1};if(!e)return{...n,limits:Be(t)};let[i,r]=Be(t.map(Math.log10));return{...n,limits:[10**i,10**r]}}var _a={surface:{title:"Loss in space",make:Sf,slow:()=>!0},contour:{title:"Loss from above",make:s=>new li(s)},profile:{title:({about:s})=>(s.profile?.ground.axes[0]??0)<0?"Loss along a line":"Loss along a parameter",make:s=>new pa(s)},fit:{title:"Model and data",make:uf,slow:({scene:s})=>s.about.fit?.kind==="plane"},loss:{title:"Loss by step",make:s=>new da(s)},parameters:{title:"Parameters by step",make:s=>new fa(s)},sharpness:{title:"Sharpness by step",make:s=>new ma(s)},sweep:{title:"Loss by setting",make:s=>new $s(s)},state:{title:"The step, taken apart",make:s=>new ga(s)},diagram:{title:"The model",make:s=>new oa(s)},data:{title:"Data",make:cf,slow:({scene:s})=>s.about.data?.axes.length===3}};function Ma(s,t){let{title:e}=_a[s];return typeof e=="string"?e:e(t)}function wa(s,t,e=""){let n=R("details",{class:"menu"}),i=R("summary",{class:e?"tool":"icon","aria-label":s,title:s},e||Je("more")),r=R("div",{class:"items"},...t.map(([a,l])=>R("button",{type:"button",onclick:()=>{n.open=!1,i.focus(),l()}},a)));n.append(i,r),n.addEventListener("keydown",a=>{a.key!=="Escape"||!n.open||(n.open=!1,i.focus(),a.stopPropagation())}),n.addEventListener("focusout",({relatedTarget:a})=>{a instanceof Node&&!n.contains(a)&&(n.open=!1)});let o=a=>{a.composedPath().includes(n)||(n.open=!1)};return n.addEventListener("toggle",()=>{n.open?document.addEventListener("pointerdown",o):document.removeEventListener("pointerdown",o)}),n}function Sa(s,t,e){let n=R("pre",{tabindex:0},e),i=R("span",{role:"status"}),r=R("button",{type:"button",class:"tool",onclick:async()=>{try{await navigator.clipboard.writeText(e),i.textContent="copied"}catch{getSelection()?.selectAllChildren(n),i.textContent=document.execCommand("copy")?"copied":"selected: copy it with Ctrl+C"}}},"copy");_h(s,t,n,R("div",{class:"row"},r,i)),r.click()}function _h(s,t,...e){let n=R("dialog",{class:"sheet","aria-label":t},R("div",{class:"row"},R("h2",{},t),Qe("Close","close",()=>n.close())),...e);return n.addEventListener("close",()=>n.remove()),s.append(n),n.showModal(),n}var Zb=6,jb=42;function Kb(s,t,e){let{scene:n}=s;return{...s,scene:t.about?{...n,about:t.about}:n,model:nu(s.model,t),get small(){return!e.classList.contains("large")}}}var Aa=class{constructor(t,e,n,i){this.context=t;this.root=e;this.own=n;this.save=i;let{scene:r,model:o}=t;for(let a of r.panels)if(!r.parts.length)this.add(a,null,null);else{let l=`${n}-${a}`,c=R("h2",{class:"several",id:l},Ma(a,r));this.element.append(c);for(let h of r.parts)this.add(a,h,c)}r.parts.length?(this.element.classList.add("multiples"),this.element.style.setProperty("--parts",String(r.parts.length))):this.span();for(let a of["runs","shown","chosen"])o.on(a,()=>this.later("runs"));o.on("step",()=>this.later("step")),this.observer.observe(this.element)}context;root;own;save;element=R("div",{class:"panels"});cards=[];observer=new ResizeObserver(()=>this.measure());pending=0;wordsDue=0;dirty=new Set;close(){this.observer.disconnect();for(let t of this.cards)t.panel?.close?.()}redraw(){for(let t of this.cards)t.panel?.redraw()}add(t,e,n){let i=`${this.own}-${this.cards.length}`,r=R(e?"h3":"h2",{id:i},Ma(t,this.context.scene)),o=R("p",{class:"note"}),a=[n?.id,i].filter(Boolean).join(" "),l=Qe("Enlarge","larger",()=>this.enlarge(d,l),{id:`${i}-enlarge`,"aria-labelledby":`${i}-enlarge ${a}`}),c=R("div",{class:"tools"},l),h=R("div",{class:"body",role:"group","aria-labelledby":a,"aria-describedby":`${i}-words`}),u=R("figure",{class:`card p-${t}${e?" part":""}${e?.about?" own":""}`},R("div",{class:"caption"},r,o,c),h,R("p",{class:"hidden words",id:`${i}-words`})),d={name:t,part:e,heading:n,panel:null,figure:u,title:r,note:o,body:h,tools:c};this.cards.push(d),this.element.append(u)}fill(t){let{part:e,name:n}=t,{context:i}=this,{make:r}=_a[n],o=Ma(n,i.scene),a=e?Kb(i,e,t.figure):i,c=n==="surface"&&e&&i.scene.parts.length>Zb?new li(a,a.scene.about.surface):r(a);t.panel=c,t.body.append(c.element);let h=e?`${n}-${i.scene.parts.indexOf(e)+1}`:n,u=[["PNG",()=>{c.png().then(f=>this.save(f,"png",h))}]],{svg:d}=c;d&&u.push(["SVG",()=>this.save(new Blob([d.call(c)],{type:"image/svg+xml"}),"svg",h)]),t.tools.prepend(...c.tools?.()??[],wa(`Save ${e?`${o}, ${e.label}`:o}`,u))}fillAll(){let t=this.cards.filter(n=>_a[n.name].slow?.(this.context));for(let n of this.cards)t.includes(n)||this.fill(n);if(this.measure(),!t.length)return;this.element.setAttribute("aria-busy","true");let e=()=>{this.fill(t.shift()),this.measure(),t.length?setTimeout(e,20):this.element.removeAttribute("aria-busy")};requestAnimationFrame(()=>setTimeout(e,200))}span(){let t=0;this.cards.forEach((e,n)=>{let i=e.name==="state",r=this.cards[n+1]?.name,o=t===0&&(r===void 0||r==="state");e.figure.classList.toggle("wide",i||o),t=i||o?0:(t+1)%2})}enlarge(t,e){let n=!t.figure.classList.contains("large");for(let i of this.cards)i.figure.classList.remove("large"),i.figure.hidden=n&&i!==t,i.heading&&(i.heading.hidden=n&&i.heading!==t.heading);t.figure.classList.toggle("large",n),this.root.classList.toggle("enlarged",n),e.replaceChildren(Je(n?"smaller":"larger")),e.setAttribute("aria-label",n?"Back to all panels":"Enlarge"),e.title=n?"Back to all panels":"Enlarge",this.measure(),t.part&&t.panel?.redraw()}measure(){this.words();let t=this.cards.filter(r=>!r.figure.hidden&&r.body.clientWidth>=20),e=getComputedStyle(this.element).gridTemplateColumns.split(" ").length,n=[],i=()=>{let r=Math.max(...n.map(o=>o.height));for(let{card:o,width:a}of n)o.body.style.height=`${r}px`,o.panel?.resize(a,r);n=[]};for(let r of t){let o=Math.floor(r.body.clientWidth),a=e===1||o>this.element.clientWidth*.7,c=r.figure.classList.contains("large")?this.whole(r):Math.round(r.panel?r.panel.height(o):.86*o);n.length&&(a||r.part&&n[0].card.name!==r.name)&&i(),n.push({card:r,width:o,height:c}),(a||n.length===e)&&i()}n.length&&i()}whole({body:t}){let e=t.getBoundingClientRect().top-this.root.getBoundingClientRect().top,n=this.root.querySelector(":scope > .bar");return Math.max(320,Math.round(window.innerHeight-e-(n?.clientHeight??0)-16))}later(t){this.dirty.add(t),!this.pending&&(this.pending=requestAnimationFrame(()=>{this.pending=0;let e=this.dirty.has("runs");this.dirty.clear();for(let n of this.cards)n.figure.hidden||(e?n.panel?.redraw():n.panel?.step());this.words()}))}words(){let{model:t}=this.context;for(let{note:e,panel:n,part:i,title:r}of this.cards){let o=(n?.note()??"").replaceAll(`
`," · ");if(i){let{label:a,outcome:l}=iu(t,i);r.textContent=a,i.about||(o=l)}e.textContent!==o&&(e.textContent=o,e.title=o,e.classList.toggle("long",o.length>jb||i!==null))}clearTimeout(this.wordsDue),this.wordsDue=window.setTimeout(()=>{for(let{panel:e,figure:n}of this.cards){let i=n.querySelector(":scope > p.words");i&&e&&(i.textContent=e.words())}},250)}};function Ea(s,t){return s.replace(/\{(\w+)\}/g,(e,n)=>n in t?String(t[n]):e)}function Mh(s){return{steps:s.steps,batch:s.batch,runs:s.entries.map(t=>({optimizer:Ea(t.command,Ti(t,s.steps,",")),name:t.name,hyper:{...t.hyper},switches:{...t.rule?.switches},schedule:t.schedule,start:t.start.slice(),seed:t.seed,shown:t.shown,recorded:t.recorded}))}}function wh(s,t){return s!==void 0&&JSON.stringify(Ef(s))===JSON.stringify(Ef(t))}function Ef(s){return[s.steps,s.batch,s.runs.map(t=>[t.name,Object.keys(t.hyper).sort().map(e=>[e,t.hyper[e]]),Object.entries(t.switches).sort(),t.schedule,t.start,t.seed,t.shown,t.recorded])]}function Jb(s){if(Number.isNaN(s))return'float("nan")';if(!Number.isFinite(s))return s>0?'float("inf")':'-float("inf")';let t=String(s);return t.includes(".")||t.includes("e")?t:`${t}.0`}function Qb(s){return[...new Map(s.map(e=>[e.join(),e])).values()]}function Cf(s,t){return s.hyper.momentum===0?t.replace(/,\s*nesterov=True/,""):t}function Rf(s,t){return Ea(Cf(s,s.python),Ti(s,t,", ",'"'))}function Pf(s,t,e){let n=[...new Map(s.map(o=>[Rf(o,t),o])).values()],i=Qb(s.map(o=>o.start)),r=e?[...new Set(s.map(o=>o.seed))]:[0];return n.length*i.length*r.length===s.length?[{entries:n,starts:i,seeds:r}]:s.map(o=>({entries:[o],starts:[o.start],seeds:[o.seed]}))}function If(s,t){return t.includes("contour")&&s.about.contour?.gradient===!0}function Lf(s,t,e){let{problem:n}=s;if(!n.python)return"# These runs were recorded: only the program that made them can make them again.";let i=t.entries.filter(a=>a.shown),r=Pf(i,t.steps,t.batch!==null),o=["import thalweg as tw","",`problem = ${n.python}`];return r.forEach((a,l)=>{let c=a.entries.map(S=>Rf(S,t.steps)),h=c.length>1?`[
    ${c.join(`,
    `)},
]`:c[0],u=S=>`[${S.map(Jb).join(", ")}]`,f=[`start=${a.starts.length>1?`[${a.starts.map(u).join(", ")}]`:u(a.starts[0])}`,`steps=${t.steps}`];t.batch!==null&&(f.push(`batch_size=${t.batch}`),f.push(`seed=${a.seeds.length>1?`[${a.seeds.join(", ")}]`:a.seeds[0]}`));let p=r.length>1?`runs_${l+1}`:"runs";o.push(`${p} = tw.descend(problem, ${h}, ${f.join(", ")})`);let x=r.length>1?`page-${l+1}.html`:"page.html",m=e.map(S=>JSON.stringify(S)).join(", "),g=s.by===null||r.length>1?"":`, by=${JSON.stringify(s.by)}`,M=If(s,e)?", gradient=True":"";o.push(`tw.save(tw.Scene(${p}, panels=[${m}]${g}${M}), "${x}")`)}),`${o.join(`
`)}
`}function t_(s){return/^[\w@%+=:,./-]+$/.test(s)?s:`'${s.replace(/'/g,`'"'"'`)}'`}function Df(s,t,e){let{problem:n}=s;if(!n.command)return null;let i=t.entries.filter(o=>o.shown),r=t.batch!==null;return`${Pf(i,t.steps,r).map((o,a,l)=>{let c=[...n.command];for(let h of o.entries)c.push("--optimizer",Ea(Cf(h,h.command),Ti(h,t.steps,",")));for(let h of o.starts)c.push(`--start=${h.join(",")}`);if(c.push("--steps",String(t.steps)),t.batch!==null){c.push("--batch-size",String(t.batch));for(let h of o.seeds)c.push("--seed",String(h))}for(let h of e)c.push("--panel",h);return s.by!==null&&l.length===1&&c.push("--by",String(s.by)),If(s,e)&&c.push("--gradient"),c.push("-o",l.length>1?`page-${a+1}.html`:"page.html"),c.map(t_).join(" ")}).join(`
`)}
`}function Tf(s){if(typeof s=="number")return Number.isFinite(s)?String(s):Number.isNaN(s)?"nan":s>0?"inf":"-inf";let t=/^[=+\-@\t\r]/.test(s)?`'${s}`:s;return/[",\n\r]/.test(t)?`"${t.replace(/"/g,'""')}"`:t}function Nf(s,t){let{params:e}=s.problem,n=t.shown.some(r=>t.paths[r].batchLoss),i=[["run","step",...e,"loss",...n?["batch_loss"]:[]].map(Tf).join(",")];for(let r of t.shown){let o=t.paths[r];for(let a=0;a<o.steps.length&&!(o.divergedAt>=0&&o.steps[a]>o.divergedAt);a++){let l=Array.from(o.theta.subarray(a*o.d,(a+1)*o.d)),c=n?[o.batchLoss?o.batchLoss[a]:Number.NaN]:[];i.push([t.entries[r].label,o.steps[a],...l,o.loss[a],...c].map(Tf).join(","))}}return`${i.join(`
`)}
`}function Uf(s,t){let e=n=>Array.from(n,i=>Number.isFinite(i)?i:Number.isNaN(i)?"nan":i>0?"inf":"-inf");return`${JSON.stringify({title:s.title,parameters:s.problem.params,steps:t.steps,batch_size:t.batch,runs:t.shown.map(n=>{let i=t.paths[n],r=t.entries[n];return{label:r.label,optimizer:r.name,settings:Ti(r,t.steps,", "),start:r.start,seed:r.seed,diverged_at:i.divergedAt<0?null:i.divergedAt,step:Array.from(i.steps),theta:Array.from(i.steps,(o,a)=>e(i.theta.subarray(a*i.d,(a+1)*i.d))),loss:e(i.loss),...i.batchLoss?{batch_loss:e(i.batchLoss)}:{}}})})}
`}var ln=41,Xs=21,pe={left:34,right:8,top:8,bottom:34},e_=12e7,Sh={converges:"converges",descends:"still descending",elsewhere:"ends elsewhere",oscillates:"oscillates",diverges:"diverges"},n_={light:{converges:"#39a28e",descends:"#cfe5e0",elsewhere:"#e6e0b0",oscillates:"#f0b48f",diverges:"#8d5f86"},dark:{converges:"#3fae8d",descends:"#274a45",elsewhere:"#55502a",oscillates:"#b9683a",diverges:"#5b3a5c"}},qs=class{constructor(t){this.context=t;let{model:e}=t;this.handle=R("button",{type:"button",class:"start"}),this.area=R("div",{class:"area"},this.canvas,this.handle);let n=R("div",{class:"legend"},...Object.keys(Sh).map(i=>R("span",{class:i},R("i",{}),Sh[i])));this.element.append(this.title,this.area,this.said,n),this.area.addEventListener("pointerdown",i=>this.take(i)),this.handle.addEventListener("keydown",i=>this.key(i));for(let i of["runs","shown","chosen","theme"])e.on(i,()=>this.later());new ResizeObserver(()=>this.draw()).observe(this.area),this.later()}context;element=R("div",{class:"pad"});canvas=R("canvas",{"aria-hidden":"true"});handle;title=R("h3",{});said=R("output",{class:"quiet"});area;found=null;due=0;frame=0;low=-4;high=.5;get about(){let{model:t}=this.context,e=n=>{let i=t.entries[n];if(!i||!t.isLive(i)||!("lr"in i.hyper))return null;let r=["momentum","beta1"].find(o=>o in i.hyper);return r?{run:n,second:r}:null};return e(t.chosen)??t.shown.map(e).find(n=>n!==null)??null}later(){cancelAnimationFrame(this.frame),this.frame=requestAnimationFrame(()=>this.draw()),clearTimeout(this.due),this.due=window.setTimeout(()=>this.compute(),this.found?120:400)}compute(){let{model:t}=this.context,{about:e}=this;if(this.element.hidden=e===null,!e||!t.computed)return;let n=t.entries[e.run],{rule:i}=n;if(!i)return;let r=i.hyper.find(u=>u.name==="lr")?.value??.01,o=Math.log10(r>0?r:.01);i.name!=="SGD"?[this.low,this.high]=[o-2,o+3]:[this.low,this.high]=[-5,1];let a=Object.fromEntries(Object.entries(n.hyper).filter(([u])=>u!=="lr"&&u!==e.second)),l=t.computed.cost+i.step.instructions.length*t.d,c=Math.max(20,Math.min(t.steps,300,Math.floor(e_/(l*ln*Xs)))),h=JSON.stringify([i.name,i.fixed,a,n.start,c,t.batch,n.seed]);if(this.found?.key!==h){let u=Array.from({length:ln*Xs},(d,f)=>({rule:i,hyper:{...n.hyper,lr:this.rate(f%ln),[e.second]:this.kept(Math.floor(f/ln))},start:n.start,seed:n.seed}));this.found={key:h,ending:Sr(t.computed,u,c,t.batch,{minima:this.context.scene.minima,losses:this.context.scene.losses}).ending,steps:c}}this.draw()}rate(t){return 10**(this.low+(this.high-this.low)*t/(ln-1))}kept(t){return .99*t/(Xs-1)}get size(){let t=this.area.clientWidth,e=Math.round(Math.min(230,t*.62));return{width:t,height:e,w:t-pe.left-pe.right,h:e-pe.top-pe.bottom}}draw(){let{model:t}=this.context,{about:e}=this;if(this.element.hidden=e===null,!e)return;let{width:n,height:i,w:r,h:o}=this.size;if(n<60)return;let a=t.entries[e.run],l=this.context.theme(),c=l===this.context.scene.themes.dark,h=n_[c?"dark":"light"];for(let[I,w]of Object.entries(h))this.element.style.setProperty(`--${I}`,w);this.title.textContent=`${a.name}: rate and ${e.second}`;let u=Math.min(3,window.devicePixelRatio||1);this.canvas.width=n*u,this.canvas.height=i*u,this.canvas.style.width=`${n}px`,this.canvas.style.height=`${i}px`;let d=this.canvas.getContext("2d");if(!d)return;d.scale(u,u);let[f,p]=[r/ln,o/Xs],x=this.found?.ending;if(x)for(let I=0;I<x.length;I++){let[w,y]=[pe.left+I%ln*f,pe.top+o-(Math.floor(I/ln)+1)*p];d.fillStyle=h[x[I]],d.fillRect(w,y,f+.4,p+.4),d.strokeStyle=d.fillStyle=l.paper,d.globalAlpha=.55,d.lineWidth=.9,x[I]==="diverges"&&(I+Math.floor(I/ln))%2===0?(d.beginPath(),d.moveTo(w+1,y+p-1),d.lineTo(w+f-1,y+1),d.stroke()):x[I]==="oscillates"&&(d.beginPath(),d.arc(w+f/2,y+p/2,.9,0,7),d.fill()),d.globalAlpha=1}d.strokeStyle=l.faint,d.strokeRect(pe.left,pe.top,r,o),d.fillStyle=l.quiet,d.font="11px ui-sans-serif, system-ui, sans-serif",d.textAlign="center";for(let I=Math.ceil(this.low);I<=this.high+1e-9;I++)d.fillText(Ur(I),pe.left+(I-this.low)/(this.high-this.low)*r,pe.top+o+14);d.fillText("rate",pe.left+r/2,i-4),d.textAlign="right";for(let I of[0,.5,.9])d.fillText(String(I),pe.left-5,pe.top+o-I/.99*o+4);let[m,g]=[a.hyper.lr,a.hyper[e.second]],M=pe.left+(Math.log10(Math.max(m,1e-300))-this.low)/(this.high-this.low)*r,S=pe.top+o-g/.99*o,[b,C]=[Math.max(pe.left,Math.min(pe.left+r,M)),Math.max(pe.top,Math.min(pe.top+o,S))];this.handle.style.transform=`translate(${b}px, ${C}px)`;let E=this.cellAt(m,g),T=x&&E>=0?Sh[x[E]]:"outside the pad";this.said.textContent=`rate ${Mt(m)}, ${e.second} ${Mt(g)}: ${T}${this.found&&this.found.steps!==t.steps?` (of ${this.found.steps} steps)`:""}`,this.handle.setAttribute("aria-label",`Rate ${At(m)} and ${e.second} ${At(g)} of ${a.name}: ${T}. Arrow keys change them.`)}cellAt(t,e){let n=Math.round((Math.log10(t)-this.low)/(this.high-this.low)*(ln-1)),i=Math.round(e/.99*(Xs-1));return n>=0&&n<ln&&i>=0&&i<Xs?i*ln+n:-1}set(t,e,n){let{about:i}=this;if(!i)return;let{model:r}=this.context,o=r.entries[i.run];o.hyper={...o.hyper,[i.second]:Number(Math.max(0,Math.min(.99,e)).toFixed(3))},r.setHyper(i.run,"lr",Number(t.toPrecision(3)),n)}take(t){if(t.button!==0)return;t.preventDefault(),this.handle.focus({preventScroll:!0});let e=n=>{let i=this.area.getBoundingClientRect(),{w:r,h:o}=this.size,a=Math.max(0,Math.min(1,(n.clientX-i.left-pe.left)/r)),l=Math.max(0,Math.min(1,(pe.top+o-(n.clientY-i.top))/o));this.set(10**(this.low+a*(this.high-this.low)),.99*l,!1)};cs(this.area,t,e,()=>this.context.model.tell("settled"),!1)}key(t){let{about:e}=this;if(!e)return;let{hyper:n}=this.context.model.entries[e.run],i=t.shiftKey?5:1,[r,o]=[n.lr,n[e.second]];if(t.key==="ArrowRight")this.set(r*10**(.05*i),o,!0);else if(t.key==="ArrowLeft")this.set(r/10**(.05*i),o,!0);else if(t.key==="ArrowUp")this.set(r,o+.02*i,!0);else if(t.key==="ArrowDown")this.set(r,o-.02*i,!0);else return;t.preventDefault(),t.stopPropagation()}};var Ta=class{constructor(t){this.host=t}host;all=null;offered(t){return t.rules.length>0&&this.host.get("requests")?.includes("presets")===!0}list(){return this.all??=this.host.request("presets",void 0).then(t=>Za(t)),this.all}async open(t,e){let n=(await this.list()).find(a=>a.name===t);if(!n)return null;let{rules:i,themes:r,dashes:o}=e;return{scene:{...n.scene,format:1,rules:i,themes:r,dashes:o},words:n.words}}async choose(t,e,n){let i=(a,l,c)=>R("button",{type:"button",class:"preset","aria-current":a===e?"true":null,onclick:()=>{o.close(),a!==e&&n(a)}},R("strong",{},l),R("span",{},c)),r=(await this.list()).map(({name:a,title:l,words:c})=>i(a,l,c));e&&r.unshift(i("","Back","To what this page was made to show."));let o=_h(t,"Presets",R("div",{class:"presets"},...r))}};var Ah=25,Ca=class{constructor(t){this.context=t;let{model:e}=t,n=R("button",{type:"button",class:"tool",title:"The rate of the chosen run for all of them",onclick:()=>this.same()},"same rate"),i=R("button",{type:"button",class:"tool",title:`Each its best of ${Ah} rates: the lowest loss at the last step`,onclick:()=>this.best()},e.entries.length>1?"each its best rate":"best rate"),r=R("div",{class:"row"},e.entries.length>1?n:null,i);if(this.rated.push(r),this.element.append(this.line,r),this.element.append(new qs(t).element),!t.scene.panels.includes("sweep")){let a=new $s(t,!0),l=R("div",{class:"small",role:"img","aria-label":"Last loss against the rate"},a.element),c=R("h3",{},"Last loss by rate");this.rated.push(c,l),this.element.append(c,l),new ResizeObserver(()=>a.resize(l.clientWidth,170)).observe(l),e.on("theme",()=>a.redraw())}let o=()=>this.say();e.on("runs",o),e.on("shown",o),o()}context;element=R("section",{class:"race","aria-label":"Rates"});line=R("p",{class:"fair",role:"status"});tuned=null;rated=[];get racing(){let{model:t}=this.context;return t.shown.filter(e=>t.isLive(t.entries[e])&&"lr"in t.entries[e].hyper)}get state(){let{model:t}=this.context;return JSON.stringify([t.steps,t.batch,this.racing.map(e=>[t.entries[e].name,t.entries[e].hyper,t.entries[e].start])])}say(){let{model:t}=this.context,e=this.racing.map(n=>t.entries[n].hyper.lr);for(let n of this.rated)n.hidden=!e.length;this.tuned!==null&&this.tuned===this.state?this.line.textContent=e.length>1?`Equal tuning budget: each at its best of ${Ah} rates, the lowest loss at step ${t.steps}.`:`The best of ${Ah} rates: the lowest loss at step ${t.steps}.`:e.length<2?this.line.textContent=e.length?`One run, at rate ${e[0]}.`:"No rate to change.":e.every(n=>n===e[0])?this.line.textContent=`Equal rate: all at ${e[0]}. The same number means different steps to different optimizers.`:this.line.textContent="Rates chosen by hand, each its own: this race compares settings, not optimizers."}same(){let{model:t}=this.context,e=this.racing,n=e.includes(t.chosen)?t.chosen:e[0];if(n===void 0)return;let{lr:i}=t.entries[n].hyper;for(let r of e)t.entries[r].hyper.lr!==i&&t.setHyper(r,"lr",i,!1);t.tell("settled")}best(){let{model:t}=this.context;for(let e of this.racing){let n=t.entries[e];n.rule&&t.setHyper(e,"lr",t.goodRate(n.rule,n),!1)}this.tuned=this.state,t.tell("settled"),this.say()}};function s_(s,t){if(s.high<=1)return{low:0,high:1,to:r=>(1-(1-r)**(1/3))*1e3,from:r=>{let o=1-(1-r/1e3)**3;return Math.min(s.openHigh?.9999:1,Number(o.toPrecision(o>.9?4:3)))}};if(s.name==="momentum")return{low:0,high:1,to:r=>r*1e3,from:r=>Math.round(r)/1e3};let e=s.value>0?s.value:t>0?t:1,n=Math.min(Math.log10(e)-3,t>0?Math.log10(t):0),i=Math.max(Math.log10(e)+3,t>0?Math.log10(t):0);return{low:n,high:i,to:r=>r>0?(Math.log10(r)-n)/(i-n)*1e3:0,from:r=>{let o=Number((10**(n+r/1e3*(i-n))).toPrecision(3));return s.whole?Math.max(1,Math.round(o)):o}}}function Ra(s,t,e,n){let{model:i}=s,r=()=>t.hyper[n.name]??n.value,o=s_(n,r()),a=n.name==="lr"?"rate":n.name,l=R("input",{type:"number",step:"any",value:Number(r().toPrecision(6)),"aria-label":`${a} of ${i.called(e)}`,"data-id":`field ${e} ${n.name}`,onchange:()=>{let u=l.valueAsNumber,d=n.openLow?u>n.low:u>=n.low,f=n.openHigh?u<n.high:u<=n.high;Number.isFinite(u)&&d&&f?i.setHyper(e,n.name,u):l.value=String(Number(r().toPrecision(6)))}}),c=u=>{let d=o.from(h.valueAsNumber);l.value=String(d),h.setAttribute("aria-valuetext",At(d,4)),i.setHyper(e,n.name,d,u)},h=R("input",{type:"range",min:0,max:1e3,step:1,value:Math.round(o.to(r())),"aria-label":`${a} of ${i.called(e)}`,"aria-valuetext":At(r(),4),"data-id":`dial ${e} ${n.name}`,oninput:()=>c(!1),onchange:()=>c(!0)});return h.style.setProperty("--ink",un(s.theme(),t.look)),R("div",{class:"dial",title:n.meaning},R("span",{class:"glyph"},R("i",{},n.glyph),R("span",{class:"what"},a)),h,l)}function Ff(s,t,e){let n=Object.entries(s.fixed).map(([i,r])=>i==="lr"?`rate by a schedule: ${r}`:r===!0?Eh(i):`${Eh(i)} = ${r}`);return t.schedule&&n.unshift(`rate: ${Ar(t.schedule,t.hyper.lr,e)}`),n.join(" · ")}var Eh=s=>s.replace(/_/g," ");function Of(s,t,e,n){let{model:i}=s,r=t.rule,o=R("div",{class:"rest"});for(let l of n)o.append(Ra(s,t,e,l));"lr"in t.hyper&&o.append(r_(s,t,e));let a=Object.entries(r.switches).filter(([l,c])=>i.turned(t,l,!c));return a.length&&o.append(R("div",{class:"switches"},...a.map(([l,c])=>{let h=R("input",{type:"checkbox",checked:c,"data-id":`switch ${e} ${l}`,onchange:()=>i.turn(e,l,!c)});return R("label",{},h,Eh(l))}))),o.append(R("p",{class:"quiet"},`${r.title}. ${r.paper}`)),i.entries.length>1&&o.append(R("button",{type:"button",class:"text",onclick:()=>i.remove(e)},"remove this run")),o}function r_({model:s},t,e){let n=R("select",{"aria-label":`Schedule of ${s.called(e)}`,"data-id":`schedule ${e}`,onchange:()=>s.setSchedule(e,n.value)},R("option",{value:"",selected:t.schedule===""},"stays as it is"),...Object.entries(es).map(([i,{title:r}])=>R("option",{value:i,selected:i===t.schedule},r)));return R("label",{class:"schedule"},R("span",{},"rate over steps"),n)}var Pa=class{constructor(t){this.context=t;this.model=t.model,this.element.append(this.list),this.model.on("shown",()=>this.build()),this.model.on("settled",()=>this.build()),this.model.on("step",()=>this.step()),this.model.on("runs",()=>this.step()),this.model.on("theme",()=>this.build()),this.model.on("chosen",()=>this.mark()),this.build()}context;element=R("section",{class:"runs","aria-label":"Runs"});list=R("ul",{class:"entries"});model;losses=[];items=[];open=new Set;build(){let t=ns(this.element)?.getAttribute("data-id"),{model:e}=this;this.losses=[],this.items=[],e.many?this.list.replaceChildren(this.summary(),this.chooser(),this.row(e.entries[e.chosen],e.chosen)):this.list.replaceChildren(...e.entries.map((n,i)=>this.row(n,i))),e.live&&e.entries.length<Mn&&this.list.append(this.adder()),t&&this.list.querySelector(`[data-id="${CSS.escape(t)}"]`)?.focus(),this.mark(),this.step()}mark(){let{chosen:t,entries:e}=this.model;this.items.forEach((n,i)=>{n.classList.toggle("chosen",i===t&&e.length>1)})}chooser(){let{model:t}=this,e=R("select",{"aria-label":"The run to change","data-id":"which",onchange:()=>{t.choose(Number(e.value)),this.build()}},...t.entries.map((n,i)=>R("option",{value:i,selected:i===t.chosen},n.label)));return R("li",{class:"adder"},e)}summary(){let{runs:t}=this.context.scene,e=t?.scale,{entries:n}=this.model,i=R("li",{class:"many"},R("strong",{},`${n.length} runs`));if(e){let o=this.context.theme().shades.join(", "),a=R("span",{class:"shade"});a.style.background=`linear-gradient(90deg, ${o})`,i.append(a,R("span",{class:"ends"},R("span",{},Mt(e.low)),R("span",{},e.label),R("span",{},Mt(e.high))))}let r=new Map(n.map(o=>[o.look.label,o]));if(!e&&r.size<=Mn)for(let[o,a]of r)i.append(R("span",{class:"group"},this.swatch(a),o));return i}swatch(t){let{scene:e}=this.context,n=un(this.context.theme(),t.look),i=e.dashes[t.look.dash%e.dashes.length].map(l=>l*2).join(" "),r=Ja(t.look.marker),o=4,a=r?Ke("polygon",{points:r.map(([l,c])=>`${17+o*l},${8+o*c}`).join(" "),fill:n}):Ke("circle",{cx:17,cy:8,r:o,fill:n});return Ke("svg",{viewBox:"0 0 34 16",width:34,height:16,"aria-hidden":"true",class:"swatch"},Ke("line",{x1:1,y1:8,x2:33,y2:8,stroke:n,"stroke-width":2.2,...i?{"stroke-dasharray":i}:{}}),a)}row(t,e){let{model:n}=this,i=n.isLive(t),r=R("output",{class:"value"});this.losses[e]=r;let o=R("input",{type:"checkbox",checked:t.shown,"aria-label":`Show ${t.label}`,"data-id":`show ${e}`,onchange:()=>n.toggle(e)}),a=R("div",{class:"head"},R("label",{class:"switch",title:"Show or hide"},o,this.swatch(t)),i?this.kind(t,e):R("span",{class:"name"},t.name),r),l=R("li",{class:t.shown?"entry":"entry off"},a);if(this.items[e]=l,l.addEventListener("focusin",()=>n.choose(e)),l.addEventListener("click",()=>n.choose(e)),!i){let m=n.live?"recorded: a program of its own, which only Python runs":"recorded: it cannot be changed here";return l.append(R("p",{class:"quiet"},t.label===t.name?m:`${t.label} · ${m}`)),l}n.samples&&l.append(R("p",{class:"quiet"},n.interpolated(e)?`interpolated between ${n.samples.count} samples, not recorded`:"recorded; what is changed here is interpolated between the samples")),n.drifted(e)&&l.append(R("p",{class:"quiet"},"chaotic: rounding leads this path elsewhere than Python's"));let c=t.rule,h=n.entries.length<=3||n.many,u=m=>m.name==="lr"||m.name==="momentum"&&(h||t.hyper.momentum>0);for(let m of c.hyper.filter(u))l.append(Ra(this.context,t,e,m));let d=Ff(c,t,n.steps);d&&l.append(R("p",{class:"quiet"},d));let f=`${e}`,p=Of(this.context,t,e,c.hyper.filter(m=>!u(m)));p.hidden=!this.open.has(f);let x=R("button",{type:"button",class:"icon opener","aria-label":`More of ${t.label}`,title:"Its other numbers, switches and schedule","aria-expanded":String(!p.hidden),"data-id":`more ${e}`,onclick:()=>{p.hidden=!p.hidden,x.setAttribute("aria-expanded",String(!p.hidden)),p.hidden?this.open.delete(f):this.open.add(f)}},Je("below"));return a.append(x),l.append(p),l}kind(t,e){let{rules:n}=this.context.scene,i=n.flatMap((a,l)=>n.findIndex(c=>c.name===a.name)===l?[{rule:a,k:l}]:[]),r=t.rule,o=R("select",{class:"name","aria-label":`Optimizer of run ${e+1}`,"data-id":`kind ${e}`,onchange:()=>{let a=n[Number(o.value)];a&&this.model.setRule(e,a)}},...i.some(({rule:a})=>a.name===r.name)?[]:[R("option",{value:"own",selected:!0},r.name)],...i.map(({rule:a,k:l})=>R("option",{value:l,selected:a.name===r.name},a.name)));return o}adder(){let{rules:t}=this.context.scene,e=R("select",{"aria-label":"Add an optimizer","data-id":"add",onchange:()=>{let n=t[Number(e.value)];n&&this.model.add(n)}},R("option",{value:""},"+ add an optimizer"),...t.flatMap((n,i)=>t.findIndex(r=>r.name===n.name)===i?[R("option",{value:i},`${n.name}: ${n.title}`)]:[]));return R("li",{class:"adder"},e)}step(){let{model:t}=this;this.losses.forEach((e,n)=>{if(!t.paths[n])return;let i=t.lossAt(n),r=t.stopped(n);e.textContent=r?`${t.stop(n)} at ${t.paths[n].divergedAt}`:t.lossWords(n,Mt).replace("loss ",""),e.title=r?`loss ${Mt(i)}`:"loss at this step",e.classList.toggle("bad",r)})}};var Ia=class{element=R("section",{class:"settings","aria-label":"All runs"});constructor(t){let{model:e,scene:n}=t,i=R("input",{type:"number",min:1,max:1e5,step:1,value:e.steps,"aria-label":"Number of steps",onchange:()=>{i.valueAsNumber>=1&&e.setSteps(i.valueAsNumber),i.value=String(e.steps)}});this.element.append(R("label",{class:"setting"},R("span",{},"steps"),i)),n.problem.params.length<=6&&this.element.append(this.start(t));let o=e.computed?.rows;o&&o>1&&this.element.append(this.batch(t,o)),e.on("settled",()=>{i.value=String(e.steps)})}start(t){let{model:e,scene:n}=t,i=()=>Math.max(0,e.entries.findIndex(l=>e.isLive(l))),r=n.problem.symbols.flatMap((l,c)=>e.samples&&!e.samples.axes.includes(c)?[]:[{symbol:l,k:c}]),o=r.map(({symbol:l,k:c})=>{let h=R("input",{type:"number",step:"any","aria-label":`Start, ${l}`,title:`start, ${l}`,onchange:()=>{let u=i(),d=e.entries[u].start.slice();Number.isFinite(h.valueAsNumber)&&(d[c]=h.valueAsNumber,e.moveStart(u,d,!0))}});return h}),a=()=>{let l=e.entries[i()];o.forEach((c,h)=>{ns(c)!==c&&l&&(c.value=String(Number(l.start[r[h].k].toPrecision(5))))})};return a(),e.on("runs",a),R("div",{class:"setting"},R("span",{},"start"),R("span",{class:"point"},...o))}batch(t,e){let{model:n}=t,i=R("input",{type:"range",min:1,max:e,step:1,"aria-label":"Rows of a mini-batch",oninput:()=>o(i.valueAsNumber)}),r=R("output",{}),o=l=>n.setBatch(l>=e?null:l),a=()=>{let l=n.batch??e;i.value=String(l),i.setAttribute("aria-valuetext",l>=e?`all ${e} rows`:`${l} of ${e} rows`),r.textContent=l>=e?`all ${e} rows`:`${l} of ${e} rows`};return a(),n.on("runs",a),R("label",{class:"setting batch"},R("span",{},"batch"),i,r)}};function kf(s,t){let{runs:e}=t.scene;if(!e)return[];let n=!1,i=u=>{n=!0;try{u()}finally{n=!1}},r=(u,d)=>{!n&&s.get(u)!==d&&s.set(u,d)},o=()=>{if(n)return;let u=Mh(t);wh(s.get("choice"),u)||s.set("choice",u)},a=u=>{u&&!wh(u,Mh(t))&&i(()=>t.adopt(u))},l=u=>{u!==void 0&&u!==t.step&&i(()=>t.go(u))},c=u=>{u!==void 0&&i(()=>t.choose(u))},h=u=>{u!==void 0&&u!==t.playing&&i(()=>t.play(u))};return a(s.get("choice")),c(s.get("chosen")),l(s.get("step")),h(s.get("playing")),[s.on("choice",a),s.on("chosen",c),s.on("step",l),s.on("playing",h),t.on("step",()=>r("step",t.step)),t.on("playing",()=>r("playing",t.playing)),t.on("settled",o),t.on("shown",o),t.on("chosen",()=>r("chosen",t.chosen))]}var Bf=".bar{position:sticky;bottom:0;margin-top:auto;z-index:20;background:color-mix(in srgb,var(--paper) 92%,transparent);backdrop-filter:blur(10px);border-top:1px solid var(--faint);padding-block:8px 9px}.transport{display:grid;grid-template-columns:auto minmax(0,1fr) auto auto;align-items:center;gap:2px 16px}.buttons{display:flex;gap:2px;align-items:center}.thalweg .play{background:var(--ink);color:var(--paper);width:38px;height:38px;border-radius:50%!important;margin:0 5px}.thalweg .play:hover{background:color-mix(in srgb,var(--ink) 85%,var(--paper));color:var(--paper)}.scrub::-webkit-slider-runnable-track{background:linear-gradient(90deg,var(--ink) var(--at, 0%),var(--faint) var(--at, 0%))!important}.where{font-size:13.5px;color:var(--quiet);white-space:nowrap}.where .count{width:58px!important;color:var(--ink);font-weight:600}.line{grid-column:1 / -1;margin:0;font-size:12.5px;color:var(--quiet);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.sheet{border:1px solid var(--faint);border-radius:14px;background:var(--paper);color:var(--ink);max-width:min(760px,92vw);padding:16px 20px 18px;box-shadow:0 24px 80px #0000004d}.sheet::backdrop{background:#00000059}.sheet h2{flex:1;font-size:17px;margin:0}.sheet .presets{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,210px),1fr));gap:8px;margin-top:12px}.sheet .preset{display:flex;flex-direction:column;gap:2px;padding:10px 12px;border:1px solid var(--faint);border-radius:9px;background:none;text-align:left;cursor:pointer}.sheet .preset:hover,.sheet .preset[aria-current]{border-color:var(--accent)}.sheet .preset span{color:var(--quiet);font-size:13px;line-height:1.4}.sheet pre{overflow:auto;max-height:55vh;padding:12px 14px;border-radius:8px;background:color-mix(in srgb,var(--ink) 6%,transparent);font:13px/1.55 ui-monospace,SF Mono,Menlo,Consolas,DejaVu Sans Mono,monospace;white-space:pre-wrap;overflow-wrap:anywhere}.enlarged .layout{grid-template-columns:minmax(0,1fr) 300px}@container thalweg (max-width: 1340px){.panels.multiples{grid-template-columns:repeat(min(var(--parts),3),minmax(0,1fr))}}@container thalweg (max-width: 1180px){.layout{grid-template-columns:minmax(0,1fr) 280px;gap:24px 28px}.panels{grid-template-columns:minmax(0,1fr)}.panels.multiples{grid-template-columns:repeat(min(var(--parts),2),minmax(0,1fr))}}@container thalweg (max-width: 860px){.layout,.enlarged .layout{grid-template-columns:minmax(0,1fr)}.side{position:static;max-height:none}.panels{grid-template-columns:repeat(2,minmax(0,1fr));gap:24px 22px}}@container thalweg (max-width: 680px){.panels{grid-template-columns:minmax(0,1fr)}}@container thalweg (max-width: 560px){.top{padding:18px 0 12px;flex-wrap:wrap}.transport{grid-template-columns:auto 1fr auto;gap:0 8px}.scrub{grid-column:1 / -1;grid-row:2}.where{justify-self:end}.where .count{width:46px!important}.transport select{grid-column:3;grid-row:2}.scrub{grid-column:1 / 3!important}.transport{grid-template-columns:auto minmax(0,1fr) auto!important}.line{white-space:normal;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical}.panels.multiples{grid-template-columns:minmax(0,1fr)}.caption .note{order:3;flex:1 0 100%;white-space:normal}.caption h2{flex:1;overflow:hidden;text-overflow:ellipsis}.icon{min-width:34px;height:34px}}@media(prefers-reduced-motion:reduce){.thalweg *,.thalweg *:before{transition:none!important}}@media print{.bar,.tools{display:none!important}}";var zf=".thalweg{box-sizing:border-box;display:flex;flex-direction:column;min-height:100vh;position:relative;container:thalweg / inline-size;background:var(--paper);color:var(--ink);font:15px/1.5 ui-sans-serif,system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Noto Sans,DejaVu Sans,sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}.thalweg *,.thalweg *:before{box-sizing:inherit}.thalweg [hidden]{display:none!important}html:has(>body>#thalweg),body:has(>#thalweg){margin:0}.thalweg.embedded{min-height:0;border-radius:10px}.top,.layout,.bar{--side: clamp(14px, 3cqw, 44px);padding-inline:max(var(--side),(100% - 1592px) / 2)!important}.layout{padding-bottom:40px}.thalweg .hidden{position:absolute!important;width:1px;height:1px;margin:-1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap;border:0}.thalweg :focus-visible{outline:2.5px solid var(--accent);outline-offset:2px;border-radius:4px}.top{display:flex;gap:16px;align-items:flex-start;justify-content:space-between;padding:30px 0 18px}.top h1{font-size:clamp(24px,3.1cqw,38px);line-height:1.12;font-weight:650;letter-spacing:-.022em;margin:0;text-wrap:balance;overflow-wrap:anywhere}.top .sub{margin:7px 0 0;color:var(--quiet);font-size:15.5px;overflow-wrap:anywhere;white-space:pre-wrap}.thalweg{--line: var(--faint);--card: color-mix(in srgb, var(--ink) 4%, var(--paper));--wrong: color-mix(in srgb, #d3222a 75%, var(--ink))}.given{--side: clamp(14px, 3cqw, 44px);padding:0 max(var(--side),(100% - 1592px) / 2) 14px;max-width:none}.top .told{margin:10px 0 0;max-width:68ch;font-size:16px}.tools{display:flex;gap:4px;align-items:center;flex:none}.thalweg button,.thalweg select,.thalweg input{font:inherit;color:inherit}.icon,.tool,.thalweg summary.icon{display:inline-flex;align-items:center;justify-content:center;min-width:30px;height:30px;border:0;border-radius:7px;background:none;color:var(--quiet);cursor:pointer;padding:0 6px;list-style:none;transition:background .15s,color .15s}.icon:hover,.tool:hover{background:color-mix(in srgb,var(--ink) 8%,transparent);color:var(--ink)}.tool{font-size:13px!important;border:1px solid var(--faint);padding:0 10px;color:var(--ink)}.tool[aria-pressed=true]{background:var(--ink);color:var(--paper);border-color:var(--ink)}.thalweg summary::-webkit-details-marker{display:none}.menu{position:relative}.menu .items{position:absolute;right:0;top:34px;z-index:30;min-width:156px;padding:5px;border-radius:10px;background:var(--paper);border:1px solid var(--faint);box-shadow:0 10px 34px #00000029}.menu .items button{display:block;width:100%;text-align:left;padding:7px 10px;border:0;border-radius:6px;background:none;cursor:pointer;white-space:nowrap;font-size:14px}.menu .items button:hover,.menu .items button:focus-visible{background:color-mix(in srgb,var(--ink) 8%,transparent)}";var Hf='.sheet-table{position:absolute;left:0;right:0;bottom:0;height:180px;overflow:auto;scrollbar-width:thin}.sheet-table table{border-collapse:collapse;font-size:13px}.sheet-table th{text-align:right;font-weight:600;padding:3px 14px 3px 0;border-bottom:1px solid var(--faint);white-space:nowrap;max-width:220px;overflow:hidden;text-overflow:ellipsis}.sheet-table td{text-align:right;padding:3px 14px 3px 0;white-space:nowrap}.steps-table{position:absolute;right:0;bottom:0;overflow:auto;scrollbar-width:thin;padding:4px 6px 4px 2px}.no-picture .steps-table{left:0!important;top:0!important}.steps-table .params{display:flex;gap:14px;font-size:13px;color:var(--quiet)}.steps-table dl{margin:4px 0 8px}.steps-table dd{margin:0}.equation{margin:0 0 9px}.equation .symbols{margin:0;font:500 16px/1.35 "STIX Two Math","Cambria Math","Latin Modern Math",Georgia,"Noto Serif","DejaVu Serif",serif}.equation .numbers{margin:1px 0 0;font-size:12.5px;color:var(--quiet);overflow-wrap:anywhere}.equation .numbers b{color:var(--ink);font-weight:600}.equation .who{display:inline-block;min-width:1.4em;font-style:italic}.p-state{grid-column:1 / -1}.p-diagram .plot,.p-fit .plot,.p-sweep .plot,.p-state .plot,.p-data .plot{cursor:default}.small{position:relative;height:170px;margin-top:4px}@container thalweg (max-width: 430px){.where span{display:none}.transport .icon{min-width:30px}.transport .where .count{width:52px!important}}';var Vf='.layout{display:grid;grid-template-columns:minmax(0,1fr) 316px;gap:26px 40px;align-items:start}.layout.alone{grid-template-columns:minmax(0,1fr)}.panels{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:30px 34px;align-items:start}.side{position:sticky;top:14px;max-height:calc(100vh - 104px);overflow:auto;scrollbar-width:thin;padding:2px 4px 12px;margin:-2px -4px 0}.card{margin:0;min-width:0}.card:only-child,.card.large,.card.wide{grid-column:1 / -1}.caption{display:flex;flex-wrap:wrap;align-items:center;gap:0 10px;min-height:32px;margin-bottom:2px}.caption h2,.caption h3,.several{font-size:14.5px;font-weight:650;margin:0;letter-spacing:-.005em;white-space:nowrap}.caption h3{font-size:13.5px;overflow:hidden;text-overflow:ellipsis;min-width:0}.several{grid-column:1 / -1;margin-bottom:-12px}.caption .note{color:var(--quiet);font-size:12.5px;line-height:1.4;margin:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0;flex:1}.caption .note.long{order:3;flex:1 0 100%;white-space:normal;margin-bottom:5px}.caption .tools{margin-left:auto}.panels.multiples{grid-template-columns:repeat(min(var(--parts),4),minmax(0,1fr));gap:22px 24px;align-items:end}.part .caption .tools{position:absolute;right:0;top:-8px;background:var(--paper);opacity:0;transition:opacity .15s}.part.own .caption .tools{position:static}.part:hover .caption .tools,.part:focus-within .caption .tools,.part.large .caption .tools{opacity:1}@media(hover:none){.part .caption .tools{position:static;opacity:1}}.caption{position:relative;z-index:4}.caption .tools .tool{height:24px;font-size:12px!important;padding:0 8px}.body{position:relative;min-width:0}.plot{position:absolute;inset:0;touch-action:pan-y}.plot canvas{position:absolute;inset:0}.p-contour .plot{cursor:crosshair}.scrubs{cursor:ew-resize}.readout{position:absolute;right:0;top:-3px;font-size:12px;color:var(--quiet);pointer-events:none;background:var(--paper);padding:0 4px;border-radius:4px;white-space:pre;z-index:2}.readout:empty{display:none}.start{position:absolute;left:-12px;top:-12px;width:24px;height:24px;padding:0;border:0;background:none;cursor:grab;touch-action:none;z-index:3;border-radius:50%!important}.start:before{content:"";position:absolute;inset:5px;border-radius:50%;border:2.4px solid var(--ink);background:var(--paper);box-shadow:0 0 0 1.6px var(--paper);transition:inset .12s}.start:after{content:"";position:absolute;inset:-9px;border-radius:50%}.start:hover:before,.start.held:before{inset:2.5px}.start.held{cursor:grabbing}';var Gf='.entries{list-style:none;margin:0;padding:0}.entry{padding:11px 0 12px;border-top:1px solid var(--faint);position:relative}.entry:first-child{border-top:0;padding-top:2px}.entry.chosen:before{content:"";position:absolute;left:-4px;width:2.5px;top:12px;bottom:12px;border-radius:2px;background:var(--ink)}.entry.chosen{padding-left:7px}.entry.off>:not(.head),.entry.off .head>:not(.switch){opacity:.42}.head{display:flex;align-items:center;gap:8px}.switch{display:inline-flex;align-items:center;gap:7px;cursor:pointer}.switch input{width:15px;height:15px;margin:0;accent-color:var(--ink)}.swatch{flex:none;display:block}.name{font-weight:600;font-size:14.5px;min-width:0;flex:1;overflow:hidden;text-overflow:ellipsis}.thalweg select{appearance:none;border:0;background:none;padding:3px 18px 3px 4px;margin-left:-4px;border-radius:6px;cursor:pointer;min-width:0;background-image:linear-gradient(45deg,transparent 50%,var(--quiet) 50%),linear-gradient(-45deg,transparent 50%,var(--quiet) 50%);background-size:4px 4px;background-repeat:no-repeat;background-position:right 8px center,right 4px center}.thalweg select:hover{background-color:color-mix(in srgb,var(--ink) 7%,transparent)}.thalweg option{background:var(--paper);color:var(--ink);font-weight:400}.value{color:var(--quiet);font-size:13.5px;white-space:nowrap}.value.bad{color:var(--ink);font-weight:600}.quiet{color:var(--quiet);font-size:12.5px;margin:4px 0 0}.dial{display:grid;grid-template-columns:92px minmax(0,1fr) 76px;align-items:center;gap:9px;margin-top:5px}.glyph{font-size:13px;color:var(--quiet);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}.glyph i{font-family:"STIX Two Math","Cambria Math","Latin Modern Math",Georgia,"Noto Serif","DejaVu Serif",serif;color:var(--ink);margin-right:5px;font-size:14.5px}.thalweg input[type=number]{width:100%;border:0;border-bottom:1px solid var(--faint);background:none;padding:2px 3px;text-align:right;font-size:13.5px;border-radius:3px 3px 0 0;appearance:textfield;-moz-appearance:textfield}.thalweg input[type=number]::-webkit-inner-spin-button{appearance:none;margin:0}.thalweg input[type=number]:hover{border-color:var(--quiet)}.opener{height:24px;min-width:24px;padding:0 4px;margin-right:-4px}.opener svg{width:11px;transition:transform .15s}.opener[aria-expanded=true] svg{transform:rotate(180deg)}.rest{margin-top:6px}.switches{display:flex;flex-wrap:wrap;gap:4px 16px;margin:6px 0 2px;font-size:13px}.switches label{display:inline-flex;gap:6px;align-items:center;cursor:pointer}.switches input{margin:0;accent-color:var(--ink)}.schedule{display:grid;grid-template-columns:104px minmax(0,1fr);align-items:center;gap:9px;margin-top:5px;font-size:13px;color:var(--quiet)}.schedule select{color:var(--ink)}.text{border:0;background:none;color:var(--quiet)!important;font-size:12.5px!important;text-decoration:underline;text-underline-offset:3px;cursor:pointer;padding:4px 0}.adder{border-top:1px solid var(--faint);padding:8px 0}.adder select{color:var(--quiet);font-size:13.5px;width:100%;text-overflow:ellipsis}.many{display:grid;gap:6px;padding-bottom:10px}.many .shade{height:9px;border-radius:5px}.many .ends{display:flex;justify-content:space-between;font-size:12.5px;color:var(--quiet)}.many .group{display:flex;gap:8px;align-items:center;font-size:13.5px}.thalweg input[type=range]{appearance:none;background:none;height:22px;margin:0;width:100%;cursor:pointer;min-width:0}.thalweg input[type=range]::-webkit-slider-runnable-track{height:3px;border-radius:2px;background:var(--faint)}.thalweg input[type=range]::-moz-range-track{height:3px;border-radius:2px;background:var(--faint)}.thalweg input[type=range]::-webkit-slider-thumb{appearance:none;width:15px;height:15px;margin-top:-6px;border-radius:50%;background:var(--ink, #333);border:2.5px solid var(--paper);box-shadow:0 0 0 1px var(--quiet);transition:transform .12s}.thalweg input[type=range]::-moz-range-thumb{width:11px;height:11px;border-radius:50%;background:var(--ink, #333);border:2.5px solid var(--paper);box-shadow:0 0 0 1px var(--quiet)}.thalweg input[type=range]:active::-webkit-slider-thumb{transform:scale(1.2)}.settings,.race{border-top:1px solid var(--faint);padding:12px 0 4px}.setting{display:grid;grid-template-columns:52px minmax(0,1fr);align-items:center;gap:9px;font-size:13px;color:var(--quiet);margin-bottom:7px}.setting>input[type=number]{width:92px;color:var(--ink)}.setting.batch{grid-template-columns:52px minmax(0,1fr) auto}.point{display:flex;gap:10px;flex-wrap:wrap}.point input{width:82px!important;color:var(--ink)}.fair{margin:0 0 8px;font-size:13.5px;line-height:1.45}.row{display:flex;gap:8px;align-items:center;flex-wrap:wrap}.race .row{margin-bottom:12px}.pad h3,.race h3{font-size:13.5px;font-weight:650;margin:14px 0 4px}.pad .area{position:relative;cursor:crosshair;touch-action:none}.pad canvas{display:block}.pad output{display:block;min-height:1.5em}.legend{display:flex;flex-wrap:wrap;gap:3px 13px;font-size:12px;color:var(--quiet);margin-top:4px}.legend span{display:inline-flex;align-items:center;gap:5px;white-space:nowrap}.legend i{width:11px;height:11px;border-radius:3px}.legend .converges i{background:var(--converges)}.legend .descends i{background:var(--descends)}.legend .elsewhere i{background:var(--elsewhere)}.legend .oscillates i{background:radial-gradient(var(--paper) 1px,transparent 1.4px) 0 0 / 5.5px 5.5px var(--oscillates)}.legend .diverges i{background:repeating-linear-gradient(-45deg,transparent 0 2.5px,color-mix(in srgb,var(--paper) 55%,transparent) 2.5px 3.6px) var(--diverges)}';var u_=[.25,.5,1,2,4],La=class{constructor(t){this.model=t;this.play=Qe("Play","play",()=>this.toggle(),{class:"icon play"}),this.slider=R("input",{type:"range",min:0,step:1,class:"scrub","aria-label":"Step",oninput:()=>{this.stop(),t.go(this.slider.valueAsNumber)}}),this.count=R("input",{type:"number",min:0,step:1,class:"count","aria-label":"Step number",onchange:()=>{this.stop(),t.go(this.count.valueAsNumber||0),this.step()}});let e=R("select",{"aria-label":"Speed",title:"Speed",onchange:()=>{t.speed=Number(e.value)}},...u_.map(n=>R("option",{value:n,selected:n===1},`${n}×`)));this.element=R("div",{class:"transport",role:"group","aria-label":"Steps"},R("div",{class:"buttons"},Qe("First step","first",()=>this.to(0)),Qe("One step back","back",()=>this.to(t.step-1)),this.play,Qe("One step forward","forward",()=>this.to(t.step+1)),Qe("Last step","last",()=>this.to(t.steps))),this.slider,R("label",{class:"where"},R("span",{},"step "),this.count,this.total),e,this.line,this.live),t.on("step",()=>this.step()),t.on("runs",()=>this.step()),t.on("shown",()=>this.step()),t.on("playing",()=>this.state()),this.step()}model;element;play;slider;count;total=R("span",{class:"total"});line=R("p",{class:"line"});live=R("p",{class:"hidden",role:"status","aria-live":"polite"});calm=matchMedia("(prefers-reduced-motion: reduce)");announced=0;frame=0;place=0;last=0;to(t){this.stop(),this.model.go(t)}stop(){this.model.play(!1)}toggle(){this.model.play(!this.model.playing)}state(){let{playing:t}=this.model;if(this.play.replaceChildren(Je(t?"pause":"play")),this.play.setAttribute("aria-label",t?"Pause":"Play"),this.play.title=t?"Pause":"Play",cancelAnimationFrame(this.frame),!t){this.say();return}this.place=this.model.step,this.last=performance.now();let e=n=>{let{model:i}=this,r=Math.max(2,i.steps/10)*i.speed,o=this.calm.matches?500:0;n-this.last>=o&&(this.place+=(n-this.last)/1e3*r,this.last=n,i.go(Math.floor(this.place))),i.step>=i.steps?this.stop():i.playing&&(this.frame=requestAnimationFrame(e))};this.frame=requestAnimationFrame(e)}text(t){let{model:e}=this,n=[`step ${e.step}`],i=e.shown;for(let r of i.slice(0,4)){let o=e.entries[r],a=i.length>1&&i.length<=8?this.short(r):o.name,l=e.paths[r].divergedAt,c=e.lossAt(r);e.stopped(r)?n.push(`${a} ${e.stop(r)} at step ${l}${Number.isNaN(c)?"":`, loss ${t(c)}`}`):n.push(`${a}, ${e.lossWords(r,t)}`)}return i.length>4&&n.push(`and ${i.length-4} more`),n.join(i.length>1?"; ":", ")}short(t){let{entries:e,shown:n}=this.model,{name:i,label:r}=e[t];return n.filter(o=>e[o].name===i).length>1?r:i}say(){clearTimeout(this.announced),this.announced=window.setTimeout(()=>{this.model.playing||(this.live.textContent=this.text(t=>At(t)))},350)}step(){let{model:t}=this;this.slider.max=String(t.steps),this.slider.value=String(t.step),this.slider.style.setProperty("--at",`${100*t.step/Math.max(1,t.steps)}%`);let e=this.text(n=>At(n));this.slider.setAttribute("aria-valuetext",e),this.count.max=String(t.steps),ns(this.count)!==this.count&&(this.count.value=String(t.step)),this.total.textContent=` of ${t.steps}`,this.line.textContent=e,t.playing||this.say()}key(t){if(t.altKey||t.ctrlKey||t.metaKey)return;let e=t.composedPath()[0],n=e.closest("input, select, textarea, dialog");if(!(n&&n!==this.slider)){if(t.key===" "){if(e.closest("button, summary, a"))return;this.toggle()}else{if(n===this.slider)return;if(t.key==="ArrowLeft")this.to(this.model.step-(t.shiftKey?10:1));else if(t.key==="ArrowRight")this.to(this.model.step+(t.shiftKey?10:1));else if(t.key==="Home")this.to(0);else if(t.key==="End")this.to(this.model.steps);else return}t.preventDefault()}}};var d_=[zf,Vf,Gf,Bf,Hf,Jh].join(`
`),f_=0,Th=class{constructor(t,e,n,i,r,o){this.host=e;this.words=i;this.choose=r;this.given=o;this.embedded=e.get("embedded")===!0,this.model=new Cr(n),this.context={scene:n,model:this.model,theme:()=>n.themes[this.name]},this.root=R("div",{class:this.embedded?"thalweg embedded":"thalweg"}),this.setTheme(this.wanted());let{signal:a}=this.gone,l=()=>this.setTheme(this.wanted());this.preferred.addEventListener("change",l,{signal:a});let{model:c}=this,h=n.runs?new La(c):null,u=R("aside",{class:"side","aria-label":"Runs and settings"});n.runs&&(u.append(new Pa(this.context).element),c.live&&u.append(new Ia(this.context).element),c.live&&!c.samples&&u.append(c.many?new qs(this.context).element:new Ca(this.context).element));let d=`thalweg-${f_++}`;this.cards=new Aa(this.context,this.root,d,(...g)=>this.save(...g));let f={"aria-label":n.title},p=R("main",{class:"main",...f},this.cards.element),x=R("div",{class:n.runs?"layout":"layout alone"},p,n.runs?u:null);this.root.append(this.header(),...this.given?[this.given.element]:[],x),h&&this.root.append(R("footer",{class:"bar",...f},h.element)),t.replaceChildren(this.root),p_(this.root),(this.embedded?this.root:document).addEventListener("keydown",g=>h?.key(g),{signal:a});for(let g of kf(e,c))a.addEventListener("abort",g);a.addEventListener("abort",e.on("theme",l)),this.cards.fillAll()}host;words;choose;given;root;context;model;cards;preferred=matchMedia("(prefers-color-scheme: dark)");name="light";embedded;gone=new AbortController;close(){this.model.play(!1),this.gone.abort(),this.cards.close(),this.root.remove()}wanted(){let t=this.host.get("theme")??"auto";return t!=="auto"?t:this.preferred.matches?"dark":"light"}setTheme(t){this.name=t;let e=this.context.theme();this.root.dataset.theme=t;for(let n of["paper","ink","quiet","faint"])this.root.style.setProperty(`--${n}`,e[n]);this.root.style.setProperty("--accent",e.palette[0]),this.root.style.setProperty("color-scheme",t==="dark"?"dark":"light"),this.embedded||(document.documentElement.style.background=e.paper),this.model.tell("theme"),this.cards?.redraw()}header(){let{scene:t}=this.context,e=Qe("Dark or light","dark",()=>{this.setTheme(this.name==="dark"?"light":"dark"),this.host.set("theme",this.name),e.replaceChildren(Je(this.name==="dark"?"light":"dark"))});e.replaceChildren(Je(this.name==="dark"?"light":"dark"));let n=R("div",{class:"tools"},e,t.runs?this.menu():null);this.model.live&&n.prepend(R("button",{type:"button",class:"tool",title:"Everything as it was",onclick:()=>this.model.reset()},"reset"));let{choose:i,given:r}=this;if(r){let o=R("button",{type:"button",class:"tool",title:"A formula, a table or points of your own","aria-expanded":String(!r.element.hidden),onclick:()=>{r.element.hidden=!r.element.hidden,o.setAttribute("aria-expanded",String(!r.element.hidden))}},"own input");n.prepend(o)}return i&&n.prepend(R("button",{type:"button",class:"tool",title:"Scenes that each show one thing about descent",onclick:()=>i(this.root).catch(o=>this.fail("presets",o))},"presets")),R("header",{class:"top","aria-label":t.title},R("div",{class:"words"},R("h1",{},t.title),t.subtitle?R("p",{class:"sub"},t.subtitle):null,this.words?R("p",{class:"told"},this.words):null,R("p",{class:"hidden"},t.alt)),n)}menu(){let{scene:t}=this.context,e=t.panels,n=[["Copy as Python",()=>Sa(this.root,"Python",Lf(t,this.model,e))]];return t.problem.command&&n.push(["Copy as command",()=>Sa(this.root,"Command",Df(t,this.model,e)??"")]),n.push(["Data as CSV",()=>this.save(new Blob([Nf(t,this.model)],{type:"text/csv"}),"csv")],["Data as JSON",()=>this.save(new Blob([Uf(t,this.model)],{type:"application/json"}),"json")]),wa("Take out",n,"take out")}save(t,e,n=""){let i=this.context.scene.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu,"-").replace(/^-|-$/g,"").slice(0,40);this.host.request("save",{blob:t,file:`${[i||"thalweg",n].filter(Boolean).join("-")}.${e}`}).catch(r=>this.fail("saving",r))}fail(t,e){Sa(this.root,`It failed: ${t}`,e.message)}},Wf=new WeakMap;function p_(s){let t=s.getRootNode(),e=s.ownerDocument,n=Wf.get(e);n||(n=new CSSStyleSheet,n.replaceSync(d_),Wf.set(e,n)),t.adoptedStyleSheets.includes(n)||t.adoptedStyleSheets.push(n)}function Ch(s,t){let e=new Ta(t),n=t.get("requests")?.includes("python")?new Nr(t):null,i=null,r,o="",a=()=>{i?.close(),i=null},l=(d,f="")=>{let p=e.offered(r)?m=>e.choose(m,o,g=>c(g,!0)):null,x=s.getRootNode().activeElement;a(),i=new Th(s,t,d,f,p,n),x instanceof HTMLElement&&n?.element.contains(x)&&x.focus()},c=async(d,f)=>{o=d;let x=await(d&&e.offered(r)?e.open(d,r):null)?.catch(()=>null);if(o===d){if(x||(o=""),f){a();for(let m of["playing","step","chosen","choice"])t.set(m,void 0)}t.get("preset")!==o&&t.set("preset",o||void 0),l(x?.scene??r,x?.words??t.get("words"))}},h=()=>{let d=t.get("scene");if(!d)throw new Error("the host has no scene to show");r=Kh(d);let f=t.get("preset")??"";f?c(f,!1):l(r,t.get("words"))};h();let u=[t.on("scene",h),t.on("preset",d=>{d!==o&&c(d,!0)})];return()=>{for(let d of u)d();a()}}function m_(s,t,e){let n=s.dataset.theme;Ch(s,new Mr(t,n??"auto",e))}return Qf(g_);})();
